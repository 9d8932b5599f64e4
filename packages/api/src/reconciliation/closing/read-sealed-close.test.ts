import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, row, sold, statement, takeIn, withRole } from "../../settlement/testing/books.ts";
import { approveResolutions, listBreaks, proposeResolutions, readSealedClose } from "../index.ts";
import { close, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();

describe("a sealed close as a person reads it", () => {
  it("tells what became of its rows, the day proof of its own run, and who asked for it when", async () => {
    const people = await twoPeople(test.db);
    const { anna, ben } = people;
    await takeIn(anna, sold("P1"), sold("P2"), sold("P3", { amountMinor: 5_000n }));
    const cent = row({ syssn: "P2", gross: "99.99", net: "99.19" });
    await importStatement(anna, { name: "day.csv", bytes: statement(row({ syssn: "P1" }), cent) });
    await run(anna, DAY);
    const [aBreak] = (await listBreaks(anna, { isSettled: false, limit: 10 })).items;
    const { proposals } = await proposeResolutions(anna, {
      settleDay: DAY,
      runId: aBreak?.runId ?? "",
      ordinals: [aBreak?.ordinal ?? 0],
      wish: { action: "WRITE_OFF", account: "write_off" },
      reason: "One cent.",
    });
    await approveResolutions(ben, { proposalIds: proposals.map(({ proposalId }) => proposalId) });
    await run(anna, DAY);
    await close(people, DAY);
    const sealed = await readSealedClose(ben, { sequence: 1, rows: 10 });
    expect(sealed.outcomes).toEqual([
      { kind: "broken", code: "AMOUNT_MISMATCH", currency: "HKD", rows: 1, settled: 1, gross: null, difference: "-0.01" },
      { kind: "carried", code: null, currency: null, rows: 1, settled: 0, gross: null, difference: null },
      { kind: "matched", code: null, currency: "HKD", rows: 1, settled: 0, gross: "100.00", difference: null },
    ]);
    expect(sealed.rows.map(({ kind, syssn }) => [kind, ...syssn])).toEqual(
      expect.arrayContaining([
        ["broken", "P2"],
        ["carried", "P3"],
      ]),
    );
    expect(sealed.dayProofs).toMatchObject([
      { currency: "HKD", internal: "250.00", unseen: "50.00", differences: "-0.01", external: "199.99", off: "0.00" },
    ]);
    expect([sealed.proposedAt, sealed.close.maker]).toEqual([`${NEXT_DAY}T02:00:00.000Z`, "staff:anna"]);
    expect((await readSealedClose(ben, { sequence: 1, rows: 1 })).rows).toHaveLength(1);
    await expect(readSealedClose(ben, { sequence: 2, rows: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(readSealedClose(withRole(ben, "cashier"), { sequence: 1, rows: 1 })).rejects.toMatchObject({ code: "not_allowed" });
  });
});
