import type { Sql } from "../client/sql.ts";
import { type Part, unpacked } from "./packed-part.ts";

const NEWLINE = 0x0a;

/** A row of a statement by its file and line. */
export type RowPlace = { readonly fileId: string; readonly lineNo: number };

/** Counts the lines of a file piece by piece: answers the line in which each piece begins. */
export function lineCounter(): (bytes: Uint8Array) => number {
  let lineNo = 1;
  return (bytes) => {
    const first = lineNo;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lineNo += 1;
    return first;
  };
}

/**
 * Lines of kept files in UTF-8 as they came, without line end and byte order mark.
 * @returns a text for each place, in their order. Throws where a file has no such line.
 */
export async function rowsAsReceived(sql: Sql, places: readonly RowPlace[]): Promise<string[]> {
  const texts = new Map<string, Map<number, string>>();
  for (const [fileId, own] of Map.groupBy(places, (place) => place.fileId)) {
    const readLine = await lineReader(sql, fileId);
    const ofFile = new Map<number, string>();
    const lineNos = new Set(own.map(({ lineNo }) => lineNo));
    for (const lineNo of [...lineNos].toSorted((a, b) => a - b)) ofFile.set(lineNo, await readLine(lineNo));
    texts.set(fileId, ofFile);
  }
  return places.map(({ fileId, lineNo }) => texts.get(fileId)?.get(lineNo) ?? "");
}

/** Reads lines of one file whose numbers only rise; it holds one piece of the file. */
async function lineReader(sql: Sql, fileId: string): Promise<(lineNo: number) => Promise<string>> {
  const parts = await sql<{ lineNo: number }>(`SELECT "lineNo" FROM "StatementPart" WHERE "fileId" = $1 ORDER BY "seq"`, [fileId]);
  const at = { seq: -1, bytes: Buffer.alloc(0), offset: 0, lineNo: 1 };
  const goTo = async (seq: number): Promise<void> => {
    const [part] = await sql<Part>(`SELECT "bytes", "packing" FROM "StatementPart" WHERE "fileId" = $1 AND "seq" = $2`, [fileId, seq]);
    if (part === undefined) throw new Error(`statement ${fileId} ends before line ${at.lineNo}`);
    Object.assign(at, { seq, bytes: unpacked(part), offset: 0 });
  };
  return async (lineNo) => {
    const first = parts.findLastIndex((part) => part.lineNo < lineNo); // a line may begin in the piece before
    if (at.seq < Math.max(0, first)) {
      await goTo(Math.max(0, first));
      at.lineNo = parts[at.seq]?.lineNo ?? 1;
    }
    while (at.lineNo < lineNo) {
      const end = at.bytes.indexOf(NEWLINE, at.offset);
      if (end < 0) await goTo(at.seq + 1);
      else [at.offset, at.lineNo] = [end + 1, at.lineNo + 1];
    }
    const held: Buffer[] = [];
    let end = at.bytes.indexOf(NEWLINE, at.offset);
    while (end < 0 && at.seq < parts.length - 1) {
      held.push(at.bytes.subarray(at.offset));
      await goTo(at.seq + 1);
      end = at.bytes.indexOf(NEWLINE);
    }
    const last = end < 0 ? at.bytes.length : end;
    held.push(at.bytes.subarray(at.offset, last));
    [at.offset, at.lineNo] = [Math.min(last + 1, at.bytes.length), lineNo + 1];
    return textOf(Buffer.concat(held), lineNo);
  };
}

function textOf(bytes: Buffer, lineNo: number): string {
  const text = bytes.toString("utf8");
  const bare = lineNo === 1 && text.startsWith("\ufeff") ? text.slice(1) : text;
  return bare.endsWith("\r") ? bare.slice(0, -1) : bare;
}
