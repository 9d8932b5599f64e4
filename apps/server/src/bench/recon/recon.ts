import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { conclude, machine, printRow, type Row } from "../frame/report.ts";
import { deskRows } from "./desk.ts";
import { type MadeBooks, makeBooks } from "./made-books.ts";
import { notificationRows } from "./notifications.ts";
import { readOptions } from "./options.ts";
import { ormRows } from "./orm.ts";
import { linearRows, volumeRows } from "./volume.ts";

/** An ORM is compared at so many lines at most: with more it would take hours. */
const MOST_FOR_ORM = 100_000;

/** Importing a statement and running its day at volume: P1 to P5 and P12 of docs/performance.md. */
export async function recon(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const folder = mkdtempSync(path.join(tmpdir(), "tillbook-bench-"));
  const rows: Row[] = [];
  const take = (more: readonly Row[]): readonly Row[] => {
    for (const row of more) printRow(row);
    rows.push(...more);
    return more;
  };
  const withBooks = async <T>(lines: number, work: (books: MadeBooks, at: string) => Promise<T>): Promise<T> => {
    const at = path.join(folder, String(lines));
    mkdirSync(at);
    const books = await makeBooks(at, lines);
    try {
      return await work(books, at);
    } finally {
      await books.stop();
      rmSync(at, { recursive: true, force: true });
    }
  };
  console.log(`cores and load: ${JSON.stringify(machine())}`);
  try {
    const { part, lines, rounds } = options;
    if (part.includes("volume")) {
      const whole = take(await withBooks(lines, (books, at) => volumeRows(at, books, options)));
      if (options.linear) take(linearRows(whole, await withBooks(lines / 5, (books, at) => volumeRows(at, books, options))));
    }
    if (part.includes("orm")) take(await withBooks(Math.min(lines, MOST_FOR_ORM), (books) => ormRows(books, rounds)));
    if (part.includes("notifications")) take(await withBooks(lines, (books) => notificationRows(books, rounds)));
    if (part.includes("desk")) take(await withBooks(lines, deskRows));
    conclude("recon", rows, { lines });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
