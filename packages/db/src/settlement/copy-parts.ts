import { rowCopy } from "../client/copy-rows.ts";
import type { Sql } from "../client/sql.ts";
import { packed } from "./packed-part.ts";
import { lineCounter } from "./rows-as-received.ts";

const COPY = `COPY "StatementPart" ("fileId","seq","lineNo","bytes","packing") FROM STDIN (FORMAT binary)`;
const COLUMNS = 5;

/** Keeps the bytes of a file in the pieces in which they come; a piece may come in the memory of the one before. */
export async function copyParts(sql: Sql, fileId: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const file = Buffer.from(fileId.replaceAll("-", ""), "hex");
  const lineOf = lineCounter();
  const copy = rowCopy(sql, COPY);
  let seq = 0;
  for await (const bytes of pieces) {
    const part = packed(bytes);
    const rows = copy.rows();
    rows.row(COLUMNS, part.bytes.length + (part.packing?.length ?? 0));
    rows.bytes(file);
    rows.int4(seq);
    rows.int4(lineOf(bytes));
    rows.bytes(part.bytes);
    rows.text(part.packing);
    await copy.send();
    seq += 1;
  }
  await copy.end();
}
