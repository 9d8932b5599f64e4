import { BINARY_END, BINARY_START, type BinaryRows, binaryRows } from "./binary-rows.ts";
import { type Copying, copying } from "./copy.ts";
import type { Sql } from "./sql.ts";

/** Rows written one by one into memory that is used again and again, and sent many at a time. */
export type RowCopy = {
  /** What the next row is written to; ask again after each {@link RowCopy.send}. */
  rows(): BinaryRows;
  /** Sends what was written once it is enough. What the database says against earlier rows is thrown here, or at the end. */
  send(): Promise<void>;
  end(): Promise<void>;
};

/** So many bytes are sent at once; fewer would be copied first. */
const ENOUGH = 262_144;

/** Begins a COPY … FROM STDIN (FORMAT binary), as {@link copying} does. */
export function rowCopy(sql: Sql, text: string): RowCopy {
  const copy: Copying = copying(sql, text);
  let [now, next] = [binaryRows(), binaryRows()]; // one is written while the other is on its way
  let sent = copy.write(BINARY_START);
  sent.catch(() => undefined); // the next write hears of it, or the end
  return {
    rows: () => now,
    async send() {
      if (now.length() < ENOUGH) return;
      await sent;
      sent = copy.write(now.take());
      sent.catch(() => undefined);
      [now, next] = [next, now];
    },
    async end() {
      await sent;
      await copy.write(Buffer.concat([now.take(), BINARY_END]));
      await copy.end();
    },
  };
}
