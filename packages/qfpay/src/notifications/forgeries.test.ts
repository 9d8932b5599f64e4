import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { digest, digestParams } from "../signing/index.ts";
import { readNotification } from "./index.ts";

const KEY = "SANDBOXKEY00000000000000000000A1";
const BODY = '{"notify_type": "payment", "status": "1", "respcd": "0000", "out_trade_no": "ORD1", "txamt": "301", "txcurrcd": "HKD"}';
const GOOD = digest(BODY, KEY, "MD5");
/** A good signature that holds a letter and the digits that look like letters. */
const LOOKED_AT = digest("letters and digits alike", KEY, "MD5");
const KEYS = [{ account: "ours", key: KEY }];

/** What a receiver concludes from these bytes and this header, knowing the true key. */
function conclude(body: string | Uint8Array, signature: string | undefined) {
  return readNotification({ rawBody: Buffer.from(body), signature, keys: KEYS });
}

type Forgery = readonly [how: string, body: string | Uint8Array, signature: string | undefined, reason: string];

// biome-ignore format: one forgery a line
const FORGERIES: readonly Forgery[] = [
  ["without a signature, or with it in the query alone", BODY, undefined, "no_signature"],
  ["with an empty signature", BODY, "", "no_signature"],
  ["with a word", BODY, "signature", "malformed_signature"],
  ["signed by another key", BODY, digest(BODY, "another key of thirty-two letters", "MD5"), "wrong_signature"],
  ["signed by no key", BODY, digest(BODY, "", "MD5"), "wrong_signature"],
  ["signed by the key in lower case", BODY, digest(BODY, KEY.toLowerCase(), "MD5"), "wrong_signature"],
  ["signed by the key and white space", BODY, digest(BODY, `${KEY}\n`, "MD5"), "wrong_signature"],
  ["signed with the key in front", BODY, digest(`${KEY}${BODY}`, "", "MD5"), "wrong_signature"],
  ["signed as a request is", BODY, digestParams(JSON.parse(BODY), KEY, "MD5"), "wrong_signature"],
  ["signed with SHA256", BODY, digest(BODY, KEY, "SHA256"), "malformed_signature"],
  ["signed with the first half of SHA256", BODY, digest(BODY, KEY, "SHA256").slice(0, 32), "wrong_signature"],
  ["with the signature of another body", BODY, digest("{}", KEY, "MD5"), "wrong_signature"],
  ["with the signature of nothing", BODY, digest("", KEY, "MD5"), "wrong_signature"],
  ["with the signature cut off", BODY, GOOD.slice(0, 31), "malformed_signature"],
  ["with a longer signature", BODY, `${GOOD}0`, "malformed_signature"],
  ["with one digit changed", BODY, (GOOD.startsWith("0") ? "1" : "0") + GOOD.slice(1), "wrong_signature"],
  ["with its last digit changed", BODY, GOOD.slice(0, -1) + (GOOD.endsWith("0") ? "1" : "0"), "wrong_signature"],
  ["with white space around", BODY, ` ${GOOD}`, "malformed_signature"],
  ["with a prefix", BODY, `md5=${GOOD}`, "malformed_signature"],
  ["in base64", BODY, Buffer.from(GOOD, "hex").toString("base64"), "malformed_signature"],
  ["with two signatures, as a server joins two headers", BODY, `${GOOD}, ${GOOD}`, "malformed_signature"],
  ["with a false signature before the true one", BODY, `${"0".repeat(32)}, ${GOOD}`, "malformed_signature"],
  ["with full-width digits", "letters and digits alike", fullWidth(LOOKED_AT), "malformed_signature"],
  ["with letters for digits", "letters and digits alike", LOOKED_AT.replaceAll("0", "O").replaceAll("1", "l").replaceAll(/[A-F]/g, "Α"), "malformed_signature"],
  ["with a character that shares its low byte with a digit", BODY, `\u0130${GOOD.slice(1)}`, "malformed_signature"],
  ["with a NUL behind", BODY, `${GOOD.slice(0, 31)}\0`, "malformed_signature"],
  ["over another amount", BODY.replace('"301"', '"300"'), GOOD, "wrong_signature"],
  ["printed anew", JSON.stringify(JSON.parse(BODY)), GOOD, "wrong_signature"],
  ["with a newline behind", `${BODY}\n`, GOOD, "wrong_signature"],
  ["with a byte order mark", `\ufeff${BODY}`, GOOD, "wrong_signature"],
  ["in UTF-16", Buffer.from(BODY, "utf16le"), GOOD, "wrong_signature"],
  ["compressed", gzipSync(BODY), GOOD, "wrong_signature"],
  ["with a name twice", BODY.replace("{", '{"txamt": "1", '), GOOD, "wrong_signature"],
  ["cut off", BODY.slice(0, -1), GOOD, "wrong_signature"],
  ["emptied", "", GOOD, "wrong_signature"],
];

describe("a forged notification", () => {
  it("is tried in at least 20 ways", () => {
    expect(new Set(FORGERIES.map(([how]) => how)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(FORGERIES)("%s is never verified", (_how, body, signature, reason) => {
    expect(conclude(body, signature)).toEqual({ kind: "forged", reason });
  });

  it("is told from the true one, in upper and in lower case", () => {
    expect(conclude(BODY, GOOD).kind).toBe("verified");
    expect(conclude(BODY, GOOD.toLowerCase()).kind).toBe("verified");
  });

  it("is not let in by an account without a key, nor where there is none", () => {
    const rawBody = Buffer.from(BODY);
    const signature = digest(BODY, "", "MD5");
    for (const keys of [[{ account: "empty", key: "" }], []]) {
      expect(readNotification({ rawBody, signature, keys })).toEqual({ kind: "forged", reason: "wrong_signature" });
    }
  });
});

function fullWidth(text: string): string {
  return Array.from(text, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0)).join("");
}
