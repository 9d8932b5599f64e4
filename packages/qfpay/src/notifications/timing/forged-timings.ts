import { digest } from "../../signing/index.ts";
import { readNotification } from "../read-notification.ts";
import { type Comparison, compareTimings, TELLING_T } from "./compare-timings.ts";

/** One kind of forgery against another. `isTelling`: a forger could learn from the time which of the two he sent. */
export type ForgedTimings = Comparison & { readonly what: string; readonly isTelling: boolean };

const VARIANTS = 64;
const HEX = "0123456789ABCDEF";

/**
 * Whether the time that a refusal takes tells how wrong a signature was: whether it had the right length, were digits, began with the
 * right ones. A measurement, not a test: it needs a machine that is not busy otherwise.
 */
export function forgedTimings({ pairs, random }: { pairs: number; random: () => number }): ForgedTimings[] {
  const rawBody = Buffer.from(JSON.stringify({ notify_type: "payment", out_trade_no: "ORD1", txamt: "301", filler: "x".repeat(400) }));
  const keys = ["one", "two", "three"].map((account) => ({ account, key: `${account} key`.padEnd(32, "0") }));
  const signature = digest(rawBody, keys[0]?.key ?? "", "MD5");
  const stranger = digits(32, random);
  const wrong = (length: number) => variants(() => digits(length, random));
  const lastWrong = (text: string) => variants(() => text.slice(0, -1) + otherDigit(text.slice(-1), random));
  const firstWrong = (text: string) => variants(() => otherDigit(text.slice(0, 1), random) + text.slice(1));
  const kinds: readonly [what: string, left: () => readonly string[], right: () => readonly string[]][] = [
    ["right length : one digit short", () => wrong(32), () => wrong(31)],
    ["right length : one digit long", () => wrong(32), () => wrong(33)],
    ["right length : empty", () => wrong(32), () => variants(() => "")],
    ["digits : one letter that is none", () => wrong(32), () => variants(() => `${digits(31, random)}g`)],
    ["all but the last digit right : all but the first", () => lastWrong(signature), () => firstWrong(signature)],
    ["all but the last digit right : all wrong", () => lastWrong(signature), () => lastWrong(stranger)],
  ];
  const refuse = (signatures: readonly string[]) => (i: number) => readNotification({ rawBody, signature: signatures[i % VARIANTS], keys });
  return kinds.map(([what, left, right]) => {
    const compared = compareTimings(refuse(left()), refuse(right()), { pairs, random });
    const seemsTelling = Math.abs(compared.t) >= TELLING_T;
    // What a machine's memory happened to do does not come back with other texts; a leak does.
    const again = seemsTelling ? compareTimings(refuse(left()), refuse(right()), { pairs, random }) : compared;
    return { what, ...again, isTelling: seemsTelling && Math.abs(again.t) >= TELLING_T && again.t * compared.t > 0 };
  });
}

/** Each a text of its own in memory, as a header is: one that was joined from parts would take longer to read. */
function variants(make: () => string): string[] {
  return Array.from({ length: VARIANTS }, () => Buffer.from(make(), "latin1").toString("latin1"));
}

function digits(length: number, random: () => number): string {
  return Array.from({ length }, () => otherDigit("", random)).join("");
}

function otherDigit(than: string, random: () => number): string {
  const others = HEX.replace(than, "");
  return others.charAt(Math.floor(random() * others.length));
}
