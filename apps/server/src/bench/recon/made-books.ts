import { rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { importStatement } from "@tillbook/api/settlement";
import { connect } from "@tillbook/db/client";
import { migrate, startEmbedded } from "@tillbook/db/embedded";
import pg from "pg";
import { booksContext } from "./books-context.ts";
import { fillBooks } from "./fill-books.ts";
import { type MadeFiles, plantedKinds, writeFiles } from "./write-files.ts";

const BOOKS = "books";
const ROUND = "round";

/** A made day: its files, and books in a database of which every round gets its own copy. */
export type MadeBooks = {
  readonly files: MadeFiles;
  readonly lines: number;
  /** Books as they were made, nothing imported but the file of the day before; those of the round before are gone. Answers the connection string. */
  fresh(): Promise<string>;
  stop(): Promise<void>;
};

/** Makes a day with so many lines in a folder and a database server of its own, with durable commits. */
export async function makeBooks(folder: string, lines: number): Promise<MadeBooks> {
  const files = await writeFiles(folder, lines);
  const megabytes = Math.round(statSync(files.statement).size / 1_048_576);
  console.log(
    `a statement of ${lines} lines, ${megabytes} MB, with ${files.planted.length} breaks of ${plantedKinds(files.planted)} kinds`,
  );
  const server = await startEmbedded({ dir: path.join(folder, "db"), database: BOOKS });
  const admin = new pg.Client(at(server.url, "postgres"));
  const stop = async (): Promise<void> => {
    await admin.end();
    await server.stop();
    rmSync(path.join(folder, "db"), { recursive: true, force: true });
  };
  try {
    await admin.connect();
    await migrate(server.url);
    await fillBooks(server.url, lines);
    await importEarlier(server.url, files);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    files,
    lines,
    async fresh() {
      await admin.query(`DROP DATABASE IF EXISTS "${ROUND}" WITH (FORCE)`);
      await admin.query(`CREATE DATABASE "${ROUND}" TEMPLATE "${BOOKS}" STRATEGY FILE_COPY`);
      await admin.query("CHECKPOINT");
      return at(server.url, ROUND);
    },
    stop,
  };
}

async function importEarlier(url: string, files: MadeFiles): Promise<void> {
  const db = connect(url, { onError: console.error });
  try {
    const file = await importStatement(await booksContext(db), { name: "earlier.csv", bytes: await readFile(files.earlier) });
    if (file.status !== "ACTIVE") throw new Error(`the earlier statement is ${file.status}`);
  } finally {
    await db.close();
  }
}

function at(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
