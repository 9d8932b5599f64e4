import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { businessCalendarSchema, isBusinessDay } from "../../settlement/index.ts";
import { settlementDaySchema } from "../../time/index.ts";
import { careFor, defaultOwners, isOverdue, type OwnersKnown, type ToCareFor } from "./index.ts";

const day = (text: string) => settlementDaySchema.parse(text);
const FRIDAY = day("2026-03-06");
const olga = { actor: "staff:1", name: "Olga", role: "owner" } as const;
const fiona = { actor: "staff:2", name: "Fiona", role: "finance" } as const;
const carl = { actor: "staff:3", name: "Carl", role: "cashier" } as const;

function careOf(aBreak: Partial<ToCareFor> = {}, known: Partial<OwnersKnown> = {}, holidays: string[] = []) {
  const owners = defaultOwners({ named: null, people: [carl, fiona, olga], account: "A Shop", ...known });
  const calendar = businessCalendarSchema.parse({ holidays });
  return careFor({ assigned: null, ranBy: fiona.actor, firstSeenOn: FRIDAY, ...aBreak }, { owners, calendar });
}

describe("who looks after a break", () => {
  it.each<[string, Partial<ToCareFor>, Partial<OwnersKnown>, string]>([
    ["is whoever ran the day", {}, {}, "Fiona"],
    ["is whom the account names, whoever ran the day", {}, { named: "Back office" }, "Back office"],
    ["is the first owner when the clock ran the day", { ranBy: "clock" }, {}, "Olga"],
    ["is the first owner when a program ran the day", { ranBy: "api:7" }, {}, "Olga"],
    ["is the first owner when who ran the day has left", { ranBy: "staff:9" }, {}, "Olga"],
    ["is the first owner when who ran the day may settle breaks no more", { ranBy: carl.actor }, {}, "Olga"],
    ["is known by the account's name where nobody owns it", { ranBy: "clock" }, { people: [fiona] }, "A Shop"],
  ])("%s", (_what, aBreak, known, owner) => {
    expect(careOf(aBreak, known)).toMatchObject({ owner, isByDefault: true });
  });

  it("is whoever a person said, also against the account's setting", () => {
    const assigned = { owner: "Ben", nextActionOn: day("2026-03-20") };
    expect(careOf({ assigned }, { named: "Back office" })).toEqual({ ...assigned, isByDefault: false });
  });
});

describe("the next action", () => {
  it.each([
    ["is on the day after it was first seen", "2026-03-04", [], "2026-03-05"],
    ["waits for the end of the week", FRIDAY, [], "2026-03-09"],
    ["waits for the end of the week also when it was seen on a Saturday", "2026-03-07", [], "2026-03-09"],
    ["waits for the holidays of the account's calendar", FRIDAY, ["2026-03-09", "2026-03-10"], "2026-03-11"],
  ])("%s", (_what, firstSeenOn, holidays, expected) => {
    expect(careOf({ firstSeenOn: day(firstSeenOn) }, {}, holidays).nextActionOn).toBe(expected);
  });

  it("is always on a business day after it was first seen, and there is always a name", () => {
    const days = fc
      .date({ min: new Date("2024-01-01"), max: new Date("2026-12-31"), noInvalidDate: true })
      .map((date) => day(date.toISOString().slice(0, 10)));
    const people = fc.subarray([carl, fiona, olga]);
    fc.assert(
      fc.property(
        days,
        fc.array(days, { maxLength: 20 }),
        people,
        fc.constantFrom("clock", "staff:1", "staff:3"),
        (seen, free, staff, ranBy) => {
          const { owner, nextActionOn } = careOf({ firstSeenOn: seen, ranBy }, { people: staff }, free);
          expect(nextActionOn > seen && isBusinessDay(nextActionOn, businessCalendarSchema.parse({ holidays: free }))).toBe(true);
          expect(owner).not.toBe("");
        },
      ),
    );
  });

  it("is overdue once its day has passed, not on the day itself", () => {
    const care = { nextActionOn: FRIDAY };
    expect([isOverdue(care, day("2026-03-05")), isOverdue(care, FRIDAY), isOverdue(care, day("2026-03-07"))]).toEqual([false, false, true]);
  });
});
