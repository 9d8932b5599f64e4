import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, cutoffSchema, MIDNIGHT, settlementDay, settlementDaySchema } from "../time/index.ts";
import { movedOverEdges } from "./cutoff-move.ts";

const MONDAY = settlementDaySchema.parse("2026-03-09");
const TEN = cutoffSchema.parse("22:00:00");

describe("what another cut-off moves over the edges of closed days", () => {
  it("is a stretch at either end of days that follow each other", () => {
    const moved = movedOverEdges([MONDAY, addDays(MONDAY, 1)], MIDNIGHT, TEN);
    expect(moved.map(({ day, from, until }) => [day, from.toISOString(), until.toISOString()])).toEqual([
      ["2026-03-09", "2026-03-08T14:00:00.000Z", "2026-03-08T16:00:00.000Z"],
      ["2026-03-10", "2026-03-10T14:00:00.000Z", "2026-03-10T16:00:00.000Z"],
    ]);
    expect(movedOverEdges([MONDAY], TEN, TEN)).toEqual([]);
    expect(movedOverEdges([], MIDNIGHT, TEN)).toEqual([]);
  });

  it("holds every instant that is of a closed day by one of them alone", () => {
    const second = fc.integer({ min: 0, max: 86_399 });
    const cutoff = second.map((at) => cutoffSchema.parse(new Date(at * 1_000).toISOString().slice(11, 19)));
    const closedDays = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 6 });
    fc.assert(
      fc.property(closedDays, cutoff, cutoff, fc.integer({ min: -1, max: 10 }), second, (offsets, before, after, day, time) => {
        const closed = offsets.map((offset) => addDays(MONDAY, offset));
        const at = new Date(Date.parse(`${addDays(MONDAY, day)}T00:00:00+08:00`) + time * 1_000);
        const [was, is] = [before, after].map((each) => closed.includes(settlementDay(at, each)));
        const isMoved = movedOverEdges(closed, before, after).some(({ from, until }) => from <= at && at < until);
        expect(isMoved || was === is).toBe(true);
      }),
    );
  });
});
