import { useTestDatabase } from "@tillbook/db/testing";
import { addDays } from "@tillbook/domain/time";
import { describe, expect, it } from "vitest";
import { importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../../settlement/testing/books.ts";
import { approveResolutions, listBreaks, proposeResolutions } from "../index.ts";
import { run, twoPeople } from "../testing/people.ts";
import { readWatermark } from "./index.ts";

const test = useTestDatabase();
const NOW = "2026-03-10T02:00:00.000Z";

describe("the watermark", () => {
  it("stands at now when everything is explained; what no statement has settled yet only waits", async () => {
    const { anna } = await twoPeople(test.db);
    await takeIn(anna, sold("P1"), sold("P2"), sold("P3", { time: `${NEXT_DAY} 09:00:00` }));
    const bare = { asOf: NOW, broken: { breaks: 0, cases: 0 }, held: null };
    expect(await readWatermark(anna)).toEqual({ ...bare, at: NOW, waiting: { payments: 0, refunds: 0, transactions: 3 } });
    await importStatement(anna, { name: "day.csv", bytes: statement(row({ syssn: "P1" })) });
    await run(anna, DAY);
    expect(await readWatermark(anna)).toEqual({ ...bare, at: NOW, waiting: { payments: 0, refunds: 0, transactions: 2 } });
  });

  it("stands at the oldest break, and moves on once two people have settled it", async () => {
    const { anna, ben } = await twoPeople(test.db);
    await takeIn(anna, sold("P1"), sold("P2", { time: `${DAY} 15:42:00` }));
    const rows = [row({ syssn: "P1" }), row({ syssn: "P2", gross: "99.99", net: "99.19" })];
    await importStatement(anna, { name: "day.csv", bytes: statement(...rows) });
    await run(anna, DAY);
    expect(await readWatermark(anna)).toMatchObject({ at: `${DAY}T07:42:00.000Z`, held: { kind: "break" }, broken: { breaks: 1 } });
    const [aBreak] = (await listBreaks(anna, { isSettled: false, limit: 1 })).items;
    const wish = { action: "WRITE_OFF", account: "write_off" } as const;
    const command = { settleDay: DAY, runId: aBreak?.runId ?? "", ordinals: [aBreak?.ordinal ?? 0], wish, reason: "a cent" };
    const { proposals } = await proposeResolutions(anna, command);
    await approveResolutions(ben, { proposalIds: proposals.map(({ proposalId }) => proposalId) });
    await run(anna, DAY);
    expect(await readWatermark(anna)).toMatchObject({ at: NOW, held: null, broken: { breaks: 0 } });
  });

  it("counts a transaction that never came among what is broken once its grace is over", async () => {
    const { anna } = await twoPeople(test.db);
    await takeIn(anna, sold("P1"));
    await importStatement(anna, { name: "day.csv", bytes: statement(`#DAY,${DAY}`) });
    await run(anna, DAY, { asOf: addDays(DAY, 20) });
    expect(await readWatermark(anna)).toMatchObject({ at: `${DAY}T04:00:00.000Z`, broken: { breaks: 1 }, waiting: { transactions: 0 } });
  });

  it("is for those who may read settlements", async () => {
    const { anna } = await twoPeople(test.db);
    await expect(readWatermark(withRole(anna, "cashier"))).rejects.toMatchObject({ code: "not_allowed" });
  });
});
