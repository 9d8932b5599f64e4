import type { BooksContext } from "@tillbook/api/settlement";
import { aMerchant, NOW, useTestDatabase } from "@tillbook/db/testing";
import { settlementDaySchema } from "@tillbook/domain/time";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Points, setPoints } from "./points.ts";
import { daysAfter, strikePoints } from "./strike-points.ts";

const database = useTestDatabase();
const silent = (): void => undefined;
let points: Points;
let ctx: BooksContext;
beforeAll(async () => {
  points = await setPoints(database.url);
  ctx = {
    actor: { kind: "staff", userId: "fiona", name: "Fiona", role: "finance" },
    account: { ...(await aMerchant(database.db)), mchid: "SHOP1" },
    db: database.db,
    clock: { now: () => NOW },
    log: { info: silent, warn: silent, error: silent },
  };
});
afterAll(() => points.stop());

describe("an import and a run", () => {
  it("are whole or not there at all, wherever the disk is full or the connection is lost", async () => {
    const report = await strikePoints(ctx, points, { days: daysAfter(settlementDaySchema.parse("2026-01-01")), rows: 4 });
    expect(report.failures).toEqual([]);
    expect(report.points.import).toEqual(
      expect.arrayContaining(["commit of StatementFile", "insert StatementLine", "insert StatementPart"]),
    );
    expect(report.points.run).toEqual(
      expect.arrayContaining(["commit of ReconciliationRun", "insert ReconciliationRun", "insert RunEntry"]),
    );
    expect(report.cases).toBeGreaterThanOrEqual(16);
  });
});
