import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: nothing that is read aloud for something else

function randomText(length: number): string {
  return Array.from(random(length), (byte) => DIGITS[byte % DIGITS.length]).join("");
}

const DRAWN_AT_ONCE = 4_096;
let drawn = Buffer.alloc(0);

/** Of the operating system's random bytes, which are fetched many at a time: each fetch takes as long as all else of a number. */
function random(length: number): Buffer {
  if (drawn.length < length) drawn = randomBytes(DRAWN_AT_ONCE);
  const bytes = drawn.subarray(0, length);
  drawn = drawn.subarray(length);
  return bytes;
}

/** A row's id: sorts by time of making, so that new rows lie together. */
export function newId(): string {
  return uuidv7(); // without options, or it would not count on within a millisecond
}

/** Eight characters in two groups that staff and customers read aloud: "7K2M-Q9FX". */
export function newOrderNumber(): string {
  return `${randomText(4)}-${randomText(4)}`;
}

/** Our number at QFPay for a payment or refund: letters and digits only, never used twice, not to be guessed. */
export function newOutTradeNo(kind: "payment" | "refund", orderNumber: string): string {
  return `${kind === "payment" ? "P" : "R"}${orderNumber.replace("-", "")}${randomText(11)}`;
}

/** 160 random bits that open one payment link. */
export function newLinkToken(): string {
  return random(20).toString("base64url");
}

/** 160 random bits bound to one browser for one opening of a link. */
export function newOneTimeState(): string {
  return random(20).toString("base64url");
}
