import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";
import { dayResult, runDay } from "@tillbook/api/reconciliation";
import { type BooksContext, importStatement, takeInEnquiry } from "@tillbook/api/settlement";
import type { Database } from "@tillbook/db/client";
import { merchantAccountSchema } from "@tillbook/domain/staff";
import { addDays, settlementDaySchema } from "@tillbook/domain/time";
import { ARRIVALS, type Arrival } from "./arrivals.ts";
import { randomDay } from "./random-day.ts";

/** The day on which clocks go forward in Los Angeles. */
const DAY = settlementDaySchema.parse("2026-03-08");
const MCHID = "SHOP1";
const NOW = new Date("2026-03-09T02:00:00Z");
const PROGRAM = path.join(import.meta.dirname, "hash-in-zone.ts");

export type HashReport = { readonly days: number; readonly ways: number; readonly failures: readonly string[] };

/** Lets random days arrive in every way, and in processes of other time zones: the result must have one hash. */
export async function compareHashes(
  db: Database,
  asked: { databaseUrl: string; seed: number; days: number; zones: readonly string[] },
): Promise<HashReport> {
  const failures: string[] = [];
  const first: string[] = [];
  for (let n = 0; n < asked.days; n += 1) {
    const seed = asked.seed + n;
    const hashes: [string, string][] = [];
    for (const [name, arrival] of Object.entries(ARRIVALS)) hashes.push([name, await hashOf(db, seed, arrival)]);
    hashes.push(["our side backwards", await hashOf(db, seed, ARRIVALS["as printed"], { isBackwards: true })]);
    const [[, hash] = ["", ""]] = hashes;
    first.push(hash);
    failures.push(...hashes.filter(([, other]) => other !== hash).map(([name]) => `seed ${seed}: another result when it arrives ${name}`));
  }
  for (const zone of asked.zones) {
    const there = await hashesInZone(zone, asked);
    for (const [n, hash] of first.entries()) if (there[n] !== hash) failures.push(`seed ${asked.seed + n}: another result in ${zone}`);
  }
  return { days: asked.days, ways: Object.keys(ARRIVALS).length + 1 + asked.zones.length, failures };
}

/** The result of a random day, in an account of its own. */
export async function hashOf(db: Database, seed: number, arrival: Arrival | undefined, { isBackwards = false } = {}): Promise<string> {
  const ctx = await aMerchantsBooks(db);
  const { transactions, rows } = randomDay(DAY, MCHID, seed);
  await takeInEnquiry(ctx, { rows: isBackwards ? transactions.toReversed() : transactions });
  for (const { name, bytes } of arrival?.(rows) ?? []) {
    const { status, failedRows, reason } = await importStatement(ctx, { name, bytes });
    if (status !== "ACTIVE") throw new Error(`${name} is ${status} (${reason}): ${JSON.stringify(failedRows)}`);
  }
  await runDay(ctx, { settleDay: DAY, asOf: addDays(DAY, 1) });
  const document = await dayResult(ctx, { settleDay: DAY });
  if (!document) throw new Error("no run came of it");
  return document.result_hash;
}

async function hashesInZone(
  zone: string,
  { databaseUrl, seed, days }: { databaseUrl: string; seed: number; days: number },
): Promise<string[]> {
  const options = { env: { TZ: zone } };
  const args = ["--disable-warning=ExperimentalWarning", PROGRAM, databaseUrl, String(seed), String(days)];
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return stdout.trim().split("\n");
}

async function aMerchantsBooks(db: Database): Promise<BooksContext> {
  const id = randomUUID();
  const account = {
    id,
    organisationId: randomUUID(),
    name: "Hash",
    appCode: `HASH${id.replaceAll("-", "")}`,
    sealedClientKey: "none",
    sealedNotificationKey: null,
    mchid: MCHID,
    signType: "SHA256",
    apiBase: "http://127.0.0.1:1",
    redirectBase: "http://127.0.0.1:1",
    environment: "production",
    closing: "close POST",
    refundRules: {},
    currencies: ["HKD"],
    settlementRules: {},
  } as const;
  await db.unitOfWork(async (tx) => {
    await tx.accounts.insertOrganisation({ id: account.organisationId, name: "Hash", createdAt: NOW });
    await tx.accounts.insert({ ...account, currencies: ["HKD"] }, NOW);
  });
  const silent = (): void => undefined;
  return {
    actor: { kind: "system", name: "chaos" },
    account: merchantAccountSchema.parse(await db.read.accounts.byId(id)),
    db,
    clock: { now: () => NOW },
    log: { info: silent, warn: silent, error: silent },
  };
}
