import { money } from "@tillbook/domain/money";
import { describe, expect, it } from "vitest";
import { aMerchant, aPaidPayment, useTestDatabase } from "../testing/index.ts";
import { takings } from "./index.ts";

const database = useTestDatabase();
const at = (clock: string) => new Date(`${clock}+08:00`);

describe("takings", () => {
  it("fall into the hour and day at UTC+8 in which the shopper paid, and never cross currencies", async () => {
    const { db } = database;
    const { id } = await aMerchant(db);
    for (const clock of [
      "2026-03-09T23:59:59",
      "2026-03-10T00:00:00",
      "2026-03-10T00:59:59",
      "2026-03-10T01:00:00",
      "2026-03-11T00:00:00",
    ]) {
      await aPaidPayment(db, id, { paydtm: at(clock) });
    }
    await aPaidPayment(db, id, { paydtm: at("2026-03-10T00:30:00"), order: { amount: money(700n, "JPY") } });
    await aPaidPayment(db, (await aMerchant(db)).id, { paydtm: at("2026-03-10T00:30:00") });
    const day = [at("2026-03-10T00:00:00"), at("2026-03-11T00:00:00")] as const;
    expect(await takings(db.read.sql, id, "hour", ...day)).toEqual([
      { currency: "HKD", bucket: "00", minor: 20_000n, count: 2n },
      { currency: "HKD", bucket: "01", minor: 10_000n, count: 1n },
      { currency: "JPY", bucket: "00", minor: 700n, count: 1n },
    ]);
    expect(await takings(db.read.sql, id, "day", at("2026-03-09T00:00:00"), day[1])).toEqual([
      { currency: "HKD", bucket: "2026-03-09", minor: 10_000n, count: 1n },
      { currency: "HKD", bucket: "2026-03-10", minor: 30_000n, count: 3n },
      { currency: "JPY", bucket: "2026-03-10", minor: 700n, count: 1n },
    ]);
  });
});
