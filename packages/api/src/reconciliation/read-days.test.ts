import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { importStatement } from "../settlement/index.ts";
import { DAY, financeAt, NEXT_DAY, row, sold, statement, takeIn } from "../settlement/testing/books.ts";
import { listDays, readDay, readEntries, runDay } from "./index.ts";
import { mixedDay } from "./testing/mixed-day.ts";

const test = useTestDatabase();

describe("a day on screen", () => {
  it("shows every entry with the facts behind it", async () => {
    const ctx = await financeAt(test.db);
    await mixedDay(ctx);
    await runDay(ctx, { settleDay: DAY, asOf: NEXT_DAY });
    const { run, files, transactions, gross } = await readDay(ctx, { settleDay: DAY });
    expect({ transactions, gross }).toEqual({ transactions: 3, gross: [{ currency: "HKD", amount: "300.00" }] });
    expect(files).toMatchObject([{ name: "day.csv", status: "ACTIVE", lines: 3 }]);
    expect(run?.broken.items).toMatchObject([
      {
        codes: ["AMOUNT_MISMATCH"],
        difference: "-0.01",
        line: { fileName: "day.csv", lineNo: 3, gross: "99.99", sysdtm: "2026-03-09 12:00:00" },
        transactions: [{ syssn: "P2", amount: "100.00", respcd: "0000", settleDay: "2026-03-09" }],
        explanation: {
          rule: "AMOUNT_MISMATCH",
          agreed: ["syssn", "kind", "currency", "mchid"],
          differed: [{ key: "gross", line: "99.99", ours: "100.00" }],
          arguments: [{ code: "MATCHES_IF_GROSS", params: { amount: "100.00", currency: "HKD" } }],
        },
      },
    ]);
    expect(run?.matched.items[0]?.explanation).toEqual({
      rule: "KEY_EXACT",
      agreed: ["syssn", "kind", "currency", "mchid", "gross"],
      differed: [],
      arguments: [],
    });
    expect(run?.carried.items[0]?.explanation.arguments).toEqual([{ code: "BREAKS_AFTER", params: { date: "2026-03-12" } }]);
    expect(run?.ignored.items[0]).toMatchObject({ reason: "OUT_OF_SCOPE", line: { mchid: "SHOP2" } });
  });

  it("is read page by page", async () => {
    const ctx = await financeAt(test.db);
    await takeIn(ctx, ...Array.from({ length: 130 }, (_, n) => sold(`P${n}`)));
    await runDay(ctx, { settleDay: DAY });
    const { run } = await readDay(ctx, { settleDay: DAY });
    expect(run?.carried).toMatchObject({ total: 130, nextAfter: expect.any(Number) });
    const rest = await readEntries(ctx, {
      settleDay: DAY,
      runId: run?.runId ?? "",
      kind: "carried",
      after: run?.carried.nextAfter ?? 0,
      limit: 100,
    });
    expect(rest).toMatchObject({ nextAfter: null });
    expect(new Set([...(run?.carried.items ?? []), ...rest.items].map(({ transactions }) => transactions[0]?.syssn)).size).toBe(130);
  });

  it("is stale once books or files have changed", async () => {
    const ctx = await financeAt(test.db);
    const isStale = async (): Promise<boolean> => (await readDay(ctx, { settleDay: DAY })).isStale;
    await takeIn(ctx, sold("P1"));
    expect(await isStale()).toBe(false); // never run
    await runDay(ctx, { settleDay: DAY });
    await takeIn(ctx, sold("P1"));
    expect(await isStale()).toBe(false); // the same news again is no news
    await importStatement(ctx, { name: "day.csv", bytes: statement(row({ syssn: "P1" })) });
    expect(await isStale()).toBe(true);
    await runDay(ctx, { settleDay: DAY });
    expect(await isStale()).toBe(false);
    await takeIn(ctx, sold("P1", { cancel: "5" }));
    expect(await isStale()).toBe(true);
  });
});

describe("a month", () => {
  it("has a row for every day, with what happened on it", async () => {
    const ctx = await financeAt(test.db);
    await mixedDay(ctx);
    await runDay(ctx, { settleDay: DAY, asOf: NEXT_DAY });
    const days = await listDays(ctx, { month: "2026-03" });
    expect(days).toHaveLength(31);
    expect(days[8]).toMatchObject({
      day: "2026-03-09",
      transactions: 3,
      fileStatus: "ACTIVE",
      matched: 1,
      broken: 1,
      carried: 1,
      ignored: 1,
      isExplained: false,
      isStale: false,
    });
    expect(days[9]).toEqual({
      day: "2026-03-10",
      transactions: 0,
      gross: [],
      fileStatus: null,
      matched: null,
      broken: null,
      carried: null,
      ignored: null,
      runAt: null,
      isExplained: false,
      isStale: false,
      state: "OPEN",
      version: 1,
    });
  });

  it("cuts its days at the account's own hour", async () => {
    const ctx = await financeAt(test.db);
    const early = { ...ctx, account: { ...ctx.account, settlementRules: { cutoff: "22:00:00" } } };
    await takeIn(
      early,
      sold("P1", { time: "2026-03-09 21:59:59" }),
      sold("P2", { time: "2026-03-09 22:00:00" }),
      sold("P3", { time: "2026-03-31 22:00:00" }),
    );
    const days = await listDays(early, { month: "2026-03" });
    expect(days.filter(({ transactions }) => transactions > 0).map(({ day, transactions }) => [day, transactions])).toEqual([
      ["2026-03-09", 1],
      ["2026-03-10", 1],
    ]);
  });
});
