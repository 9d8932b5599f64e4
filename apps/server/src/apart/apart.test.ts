import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, eventually, startWorld, type World } from "../testing/index.ts";
import { createApart } from "./index.ts";

const database = useTestDatabase();
const DAY = "2026-03-10";
/** A day with a file and nothing to settle: its one row is only for information. */
const QUIET = "2026-03-09";
const PATIENCE_MS = 60_000;
let world: World;
let here: World;
let finance: Desk;
beforeAll(async () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const apart = createApart({ databaseUrl: database.url, log, large: { fileBytes: 1, dayLines: 1 } });
  const common = { databaseUrl: database.url, startAt: new Date("2026-03-12T10:00:00+08:00") };
  world = await startWorld({ ...common, apart });
  here = await startWorld(common);
  finance = await world.signIn("finance");
}, PATIENCE_MS);
afterAll(() => Promise.all([world.stop(), here.stop()]));

const HEADER = "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount\n";
const sold = (number: string) => `B1,${DAY},2026-03-11,HKDEMO01,PAYMENT,${number},${DAY} 12:00:00,HKD,88.00,0.70,87.30\n`;

function send(body: string | ReadableStream, name = "statement.csv", signal?: AbortSignal): Promise<Response> {
  return fetch(`${world.url}/api/statements?name=${name}`, {
    method: "POST",
    headers: { ...finance.headers, "content-type": "application/octet-stream" },
    body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    ...(signal && { signal }),
  });
}

describe("large work on the books, in a process of its own", () => {
  it("takes a file in, and refuses what is no statement, as here", async () => {
    const text = HEADER + sold("A1") + sold("A2");
    expect(await (await send(text)).json()).toMatchObject({
      status: "ACTIVE",
      lines: 2,
      days: [DAY],
    });
    expect(await (await send("not a statement at all", "letter.txt")).json()).toMatchObject({ status: "REFUSED" });
  });

  it("matches a day to the same as here", async () => {
    const apart = await finance.trpc.reconciliation.run.mutate({ settleDay: DAY });
    const desk = await here.signIn("finance");
    const again = await desk.trpc.reconciliation.run.mutate({ settleDay: DAY });
    expect(apart.run?.resultHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await database.db.read.sql(`SELECT 1 FROM "ReconciliationRun"`)).toHaveLength(2);
    expect(again.run?.resultHash).toBe(apart.run?.resultHash);
  });

  it("closes a day that a second person has looked at, and refuses their own, as here", async () => {
    const { sql } = database.db.read;
    const [account] = await sql<{ id: string }>(`SELECT "id" FROM "MerchantAccount"`);
    await send(`${HEADER}B0,${QUIET},2026-03-10,HKDEMO01,PAYOUT,,,HKD,0.00,0.00,0.00\n`, "quiet.csv");
    await finance.trpc.reconciliation.run.mutate({ settleDay: QUIET });
    await finance.trpc.reconciliation.closing.propose.mutate({ settleDay: QUIET });
    const [waiting] = await finance.trpc.approvals.waiting.query();
    const step = { settleDay: QUIET, maker: waiting?.maker ?? "" };
    await expect(finance.trpc.reconciliation.closing.approve.mutate(step)).rejects.toMatchObject({ data: { appCode: "own_request" } });
    const owner = await world.signIn("owner");
    expect(await owner.trpc.reconciliation.closing.approve.mutate(step)).toMatchObject({ settleDay: QUIET, version: 1 });
    expect(await sql(`SELECT 1 FROM "DayClose" WHERE "accountId" = $1`, [account?.id])).toHaveLength(1);
  });

  it("says what it may not do, as here", async () => {
    const cashier = await world.signIn("cashier");
    await expect(cashier.trpc.reconciliation.run.mutate({ settleDay: DAY })).rejects.toMatchObject({ data: { appCode: "not_allowed" } });
  });

  it("keeps nothing of a file whose sender goes away in the middle, and the next one goes on", async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => sold(`C${at}`)).join("");
    const leaving = new AbortController();
    const gone = send(HEADER + rows, "left.csv", leaving.signal);
    await eventually(
      () => database.db.read.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%StatementLine%'`),
      (copying) => copying.length > 0,
    );
    leaving.abort();
    await expect(gone).rejects.toThrow();
    expect(await (await send(HEADER + sold("D1"), "next.csv")).json()).toMatchObject({ status: "PENDING_SUPERSEDE" });
    const names = (await finance.trpc.settlement.files.query({})).map(({ name }) => name);
    expect(names).toContain("next.csv");
    expect(names).not.toContain("left.csv");
  });
});
