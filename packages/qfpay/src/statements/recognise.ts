import type { RefusalHint, StatementEncoding } from "@tillbook/domain/settlement";
import type { Spooled } from "./spool.ts";

const MAGIC: readonly (readonly [string, RefusalHint])[] = [
  ["25504446", "PDF"],
  ["1f8b", "GZIP"],
  ["d0cf11e0a1b11ae1", "XLS"],
  ["89504e47", "IMAGE"],
  ["ffd8ff", "IMAGE"],
];

/** What a file is when it certainly is no text: by its first bytes, never by its name. Null for text. */
export function binaryKind(head: Buffer): RefusalHint | null {
  const hex = head.subarray(0, 8).toString("hex");
  const known = MAGIC.find(([prefix]) => hex.startsWith(prefix));
  if (known) return known[1];
  if (!hex.startsWith("504b0304") && !hex.startsWith("504b0506")) return null;
  return head.includes("xl/") || head.includes("[Content_Types].xml") ? "XLSX" : "ZIP";
}

/** What a text is when it is no table of ours: a web page saved as a file, JSON, or the wallet owner's own export. */
export function textKind(head: string): RefusalHint | null {
  const start = head.trimStart().slice(0, 200).toLowerCase();
  if (start.startsWith("<")) return "HTML";
  if (start.startsWith("{") || start.startsWith("[{")) return "JSON";
  return head.includes("微信支付账单明细") || head.includes("收/支") ? "PERSONAL_WALLET_EXPORT" : null;
}

/** The encoding by byte order mark, else UTF-8 when every byte fits, else GB18030, which mainland exports use. */
export function encodingOf({ head, isUtf8 }: Pick<Spooled, "head" | "isUtf8">): StatementEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "UTF-16LE";
  if (head[0] === 0xfe && head[1] === 0xff) return "UTF-16BE";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "UTF-8-BOM";
  return isUtf8 ? "UTF-8" : "GB18030";
}
