import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { exportCertificates } from "@tillbook/api/reconciliation";
import { type Certificate, certificateSchema } from "@tillbook/domain/reconciliation/closing";
import pg from "pg";
import { createContexts } from "../../contexts.ts";
import type { World } from "../../testing/index.ts";
import { cents, major } from "./statement-rows.ts";

const VERIFY = path.join(import.meta.dirname, "../../verify/main.ts");

/** What `npm run verify` says of a folder, and whether it found all as it was sealed. */
export type Said = { readonly sound: boolean; readonly text: string };

/** Writes the account's certificates into a folder, as they leave the house. Answers their names, oldest first. */
export async function writeCertificates(world: World, folder: string): Promise<string[]> {
  const [account] = await world.db.read.accounts.all();
  if (!account) throw new Error("the world has no account");
  const ctx = await createContexts(world.deps).of(account.id, { kind: "staff", userId: "auditor", name: "Auditor", role: "owner" });
  await mkdir(folder, { recursive: true });
  const names: string[] = [];
  for await (const certificate of exportCertificates(ctx)) {
    const pieces: string[] = [];
    for await (const piece of certificate.text()) pieces.push(piece);
    await writeFile(path.join(folder, certificate.name), pieces.join(""));
    names.push(certificate.name);
  }
  return names;
}

/** Runs the verifier as a process of its own, without our database. */
export function verifyFolder(folder: string): Promise<Said> {
  const { promise, resolve } = Promise.withResolvers<Said>();
  execFile(process.execPath, ["--disable-warning=ExperimentalWarning", VERIFY, folder], (error, stdout, stderr) =>
    resolve({ sound: error === null, text: `${stdout}${stderr}`.trim() }),
  );
  return promise;
}

/** A sealed row, as people name it. */
export type Place = { readonly settleDay: string; readonly version: number; readonly sequence: number; readonly row: number };

/** Whether the verifier named the very row. */
export function isNamedBy({ sound, text }: Said, { settleDay, version, row }: Place): boolean {
  return !sound && text.includes(`${settleDay} v${version}, row ${row} `) && text.includes("ROW_CHANGED");
}

/** Changes one cent in a certificate that was exported: of the last row with a gross amount. Null when it has none. */
export async function changeCentInFile(file: string): Promise<Place | null> {
  const certificate: Certificate = certificateSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const row = certificate.rows.findLast(({ gross }) => gross !== null);
  if (!row) return null;
  const changed = { ...row, gross: major(cents(row.gross ?? "") + 1n) };
  const rows = certificate.rows.map((each) => (each === row ? changed : each));
  await writeFile(file, JSON.stringify({ ...certificate, rows }));
  const { settleDay, version, sequence } = certificate;
  return { settleDay, version, sequence, row: row.ordinal };
}

/**
 * Changes one cent in the stored rows, near a close of that number, with the triggers out of the way that refuse it: as somebody might who
 * rules the database.
 */
export async function changeCentInDatabase(databaseUrl: string, sequence: number): Promise<Place> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica");
    const { rows } = await client.query<Place>(
      `WITH target AS (SELECT r."closeId", r."ordinal" FROM "CloseRow" r JOIN "DayClose" c ON c."id" = r."closeId"
         WHERE r."grossMinor" IS NOT NULL ORDER BY abs(c."seq" - $1), r."ordinal" DESC LIMIT 1)
       UPDATE "CloseRow" r SET "grossMinor" = r."grossMinor" + 1 FROM target t, "DayClose" c
         WHERE r."closeId" = t."closeId" AND r."ordinal" = t."ordinal" AND c."id" = r."closeId"
       RETURNING to_char(c."settleDay", 'YYYY-MM-DD') AS "settleDay", c."version", c."seq" AS "sequence", r."ordinal" AS "row"`,
      [sequence],
    );
    const [place] = rows;
    if (!place) throw new Error("no close has a row with an amount");
    return place;
  } finally {
    await client.end();
  }
}
