import type { RefusalHint, StatementEncoding } from "@tillbook/domain/settlement";
import type { Spooled } from "./spool.ts";

/** What a file is by its first bytes, never by its name: something to unpack, something that is no statement, or (null) text. */
export type FileKind = { readonly packed: "zip" | "gzip" } | { readonly refused: RefusalHint } | null;

const MAGIC: readonly (readonly [string, Exclude<FileKind, null>])[] = [
  ["504b0304", { packed: "zip" }],
  ["504b0506", { packed: "zip" }],
  ["1f8b", { packed: "gzip" }],
  ["25504446", { refused: "PDF" }],
  ["89504e47", { refused: "IMAGE" }],
  ["ffd8ff", { refused: "IMAGE" }],
];
const COMPOUND_FILE = "d0cf11e0a1b11ae1";
/** The stream in which Office keeps a workbook that is locked with a password. */
const LOCKED = Buffer.from("EncryptedPackage", "utf16le");

export function fileKind(head: Buffer): FileKind {
  const hex = head.subarray(0, 8).toString("hex");
  if (hex === COMPOUND_FILE) return { refused: head.includes(LOCKED) ? "PASSWORD" : "XLS" };
  return MAGIC.find(([prefix]) => hex.startsWith(prefix))?.[1] ?? null;
}

const LOOKED_AT_ROWS = 40;

/** What a table is when it is none of ours: a web page saved as a file, JSON, or the wallet owner's own export. */
export function kindOfHead(rows: readonly { readonly text: string }[]): RefusalHint | null {
  const head = rows
    .slice(0, LOOKED_AT_ROWS)
    .map(({ text }) => text)
    .join("\n");
  const start = head.trimStart().slice(0, 200).toLowerCase();
  if (start.startsWith("<")) return "HTML";
  if (start.startsWith("{") || start.startsWith("[{")) return "JSON";
  return PERSONAL_EXPORTS.some((mark) => head.includes(mark)) ? "PERSONAL_WALLET_EXPORT" : null;
}

/** WeChat's and Alipay's exports for the owner of a wallet: merchants' bills have none of these words. */
const PERSONAL_EXPORTS = ["微信支付账单明细", "支付宝交易记录明细查询", "支付宝（中国）网络技术有限公司", "收/支"];

/** The encoding by byte order mark, else UTF-8 when every byte fits, else GB18030, which mainland exports use. */
export function encodingOf({ head, isUtf8 }: Pick<Spooled, "head" | "isUtf8">): StatementEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "UTF-16LE";
  if (head[0] === 0xfe && head[1] === 0xff) return "UTF-16BE";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "UTF-8-BOM";
  if (isUtf8 && !head.includes(0)) return "UTF-8";
  return unmarkedUtf16(head) ?? (isUtf8 ? "UTF-8" : "GB18030");
}

/** UTF-16 without a mark shows by its zero bytes: every other byte of a table is one, and few signs (退 is U+9000) have one on the other side. */
function unmarkedUtf16(head: Buffer): StatementEncoding | null {
  const looked = head.subarray(0, 1_024);
  const zeros = { even: 0, odd: 0 };
  for (const [at, byte] of looked.entries()) if (byte === 0) zeros[at % 2 === 0 ? "even" : "odd"] += 1;
  const many = looked.length / 5;
  if (zeros.odd > many && zeros.even * 10 < zeros.odd) return "UTF-16LE";
  return zeros.even > many && zeros.odd * 10 < zeros.even ? "UTF-16BE" : null;
}

/** Encodings that the same bytes may also be in. Big5, common in Hong Kong, cannot be told from GB18030 reliably: people choose. */
export function encodingChoices(detected: StatementEncoding): readonly StatementEncoding[] {
  return detected === "GB18030" ? ["GB18030", "BIG5"] : [detected];
}
