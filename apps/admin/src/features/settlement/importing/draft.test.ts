import type { InspectedTableView } from "@tillbook/api/views";
import { describe, expect, it } from "vitest";
import { type Draft, draftFrom, mappingFrom, valuesIn } from "./draft.ts";

const table = (header: string[], over: Partial<InspectedTableView> = {}): InspectedTableView => ({
  label: null, isHidden: false, encoding: "UTF-8", encodings: [], headerRow: 3, header, signature: "0".repeat(64), profile: null,
  sample: [["2026-03-10", "Sale"], ["2026-03-10", "Sale"], ["2026-03-11", "Return "]], dateFormats: {}, ...over,
}); // biome-ignore format: a table reads better on few lines
const fixed = (value: string) => ({ from: "fixed", value }) as const;
const column = (name: string) => ({ from: "column", column: name }) as const;
const portal = table(["Date", "Kind", "Amount"]);
const complete: Draft = {
  ...draftFrom(portal, "portal.csv"),
  sources: {
    trade_date: column("Date"),
    line_type: column("Kind"),
    gross_amount: column("Amount"),
    txcurrcd: fixed("HKD"),
    mchid: fixed("SHOP1"),
    settle_batch_no: fixed("B1"),
  },
};

describe("a draft of a mapping", () => {
  it("begins with columns that are called like a field, and guesses nothing else", () => {
    const draft = draftFrom(
      table(["SysSN", "trade date", "Kwota", "Fee Amount"], { dateFormats: { "trade date": "DD/MM/YYYY" } }),
      "april.csv",
    );
    expect(draft.sources).toEqual({ syssn: column("SysSN"), trade_date: column("trade date"), fee_amount: column("Fee Amount") });
    expect([draft.name, draft.content, draft.dateFormat]).toEqual(["april", "LINES", "DD/MM/YYYY"]);
  });
  it("takes a list with a running balance for a bank's", () => {
    expect(draftFrom(table(["Value date", "Amount", "Balance"]), "bank.csv").content).toBe("BANK");
  });
  it("names what is still missing, and nothing once it is complete", () => {
    const missing = mappingFrom({ ...complete, sources: {} }, portal, undefined);
    expect("problems" in missing && missing.problems.map(({ field }) => field)).toEqual([
      "settle_batch_no",
      "trade_date",
      "mchid",
      "line_type",
      "txcurrcd",
      "gross_amount",
    ]);
    expect(mappingFrom(complete, portal, "BIG5")).toMatchObject({
      mapping: { encoding: "BIG5", header_row: 3, columns: { gross_amount: ["Amount"] }, constants: { mchid: "SHOP1" } },
    });
  });
  it("looks for totals in the columns that they are sums of", () => {
    expect(mappingFrom({ ...complete, footer: "Total" }, portal, undefined)).toMatchObject({
      mapping: { footer: { first_cell: "Total", gross: "Amount", fee: null, net: null } },
    });
  });
  it("says what the values of the type column mean", () => {
    expect(valuesIn(portal, "Kind")).toEqual(["Sale", "Return"]);
    expect(mappingFrom({ ...complete, types: { Sale: "PAYMENT", Return: "REFUND" } }, portal, undefined)).toMatchObject({
      mapping: { values: { line_type: { Sale: "PAYMENT", Return: "REFUND" } } },
    });
  });
});
