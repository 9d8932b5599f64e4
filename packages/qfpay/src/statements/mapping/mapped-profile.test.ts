import { type ColumnMapping, type ColumnMappingJson, mappingJsonSchema } from "@tillbook/domain/settlement";
import { describe, expect, it } from "vitest";
import { headerSignature, previewStatement } from "../index.ts";
import { fileRead, refusalOf, sample, withSpooled } from "../testing/read-file.ts";
import { PORTAL_EXPORT as EXPORT } from "../testing/statement-text.ts";

const PORTAL: ColumnMappingJson = {
  name: "portal export",
  header_row: 4,
  footer: { first_cell: "Grand Total", gross: "Amount (HKD)", fee: "MDR", net: "Net (HKD)", count: null },
  date_format: "DD/MM/YYYY",
  time_format: "HH:mm:ss",
  negative: "PARENTHESES",
  constants: { mchid: "SHOP1", settle_batch_no: "B0310" },
  columns: {
    settle_date: "Settle Date",
    trade_date: "Trans Date",
    sysdtm: ["Trans Date", "Trans Time"],
    syssn: "Transaction ID",
    origssn: "Original ID",
    out_trade_no: "Order No.",
    line_type: "Type",
    txcurrcd: "CCY",
    gross_amount: "Amount (HKD)",
    fee_amount: "MDR",
    net_amount: "Net (HKD)",
  },
  values: { line_type: { Payment: "PAYMENT", Refund: "REFUND" } },
};
const mapping = (json: Partial<ColumnMappingJson> = {}): ColumnMapping => mappingJsonSchema.parse({ ...PORTAL, ...json });

describe("a layout of its own", () => {
  it("is refused without a mapping, and its columns are told", async () => {
    const { reason, hint, params } = await refusalOf(EXPORT.join("\n"));
    expect([reason, hint]).toEqual(["NO_PROFILE", "UNKNOWN_COLUMNS"]);
    expect(params.columns).toContain("Amount (HKD)");
  });

  it("is read by its mapping as the canonical file would be", async () => {
    const { lines, profile, mapping: name, reading } = await fileRead(EXPORT.join("\n"), { mapping: mapping() });
    expect([profile, name, reading.controlTotals, reading.failedRows]).toEqual(["CUSTOM", "portal export", "OK", []]);
    expect(lines.map(({ line }) => [line.lineNo, line.lineType, line.grossMinor, line.feeMinor, line.netMinor])).toEqual([
      [5, "PAYMENT", 123_450n, 988n, 122_462n],
      [6, "REFUND", -2_000n, -16n, -1_984n],
    ]);
    expect(lines[1]?.line).toMatchObject({
      batchNo: "B0310",
      mchid: "SHOP1",
      tradeDate: "2026-03-10",
      settleDate: "2026-03-12",
      origssn: "20260310000200020000000901",
      sysdtm: new Date("2026-03-10T12:00:00+08:00"),
    });
  });

  it("is read by itself when its header comes again, in any order of columns", async () => {
    const signature = headerSignature(EXPORT[3]?.split(",") ?? []);
    const savedMappings = [{ signature, mapping: mapping({ header_row: null }) }];
    const turned = EXPORT.map((row) => (row.includes('"') ? row : row.split(",").toReversed().join(",")));
    expect(await fileRead(EXPORT.join("\n"), { savedMappings })).toMatchObject({ profile: "CUSTOM", signature });
    const rows = [EXPORT[3] ?? "", EXPORT[5] ?? ""];
    const [straight, reversed] = [
      await fileRead(rows.join("\n"), { savedMappings }),
      await fileRead([turned[3], turned[5]].join("\n"), { savedMappings }),
    ];
    expect(reversed.reading.contentHash).toBe(straight.reading.contentHash);
  });

  it("is read by saved mappings alone when that is asked for", async () => {
    const signature = headerSignature(EXPORT[3]?.split(",") ?? []);
    const options = { profile: "CUSTOM", savedMappings: [{ signature, mapping: mapping({ header_row: null }) }] };
    expect(await fileRead(EXPORT.join("\n"), options)).toMatchObject({ profile: "CUSTOM" });
    expect(await refusalOf(await sample("wechat-trade-all.csv"), options)).toMatchObject({ reason: "NO_PROFILE" });
  });

  it("is read with its own delimiter only, when it has one", async () => {
    expect(await refusalOf(EXPORT.join("\n"), { mapping: mapping({ delimiter: ";", header_row: null }) })).toMatchObject({
      reason: "NO_PROFILE",
    });
  });

  it("does not make a statement of a wallet owner's export", async () => {
    const personal = mappingJsonSchema.parse({
      name: "wallet",
      constants: { settle_batch_no: "B", mchid: "M", txcurrcd: "CNY", line_type: "PAYMENT" },
      columns: { sysdtm: "交易时间", gross_amount: "金额(元)" },
    });
    expect(await refusalOf(await sample("personal-wallet.csv"), { mapping: personal })).toMatchObject({ hint: "PERSONAL_WALLET_EXPORT" });
  });

  it("is another layout when a column has another name", async () => {
    const other = EXPORT.join("\n").replace("MDR", "Fee");
    expect(await refusalOf(other, { mapping: mapping() })).toMatchObject({ hint: "MISSING_COLUMNS", params: { columns: "mdr" } });
    expect(await refusalOf(EXPORT.join("\n"), { mapping: mapping({ header_row: 3 }) })).toMatchObject({ hint: "MISSING_COLUMNS" });
  });

  it("holds its row of totals against its rows", async () => {
    const { reading } = await fileRead(EXPORT.join("\n").replace('"1,214.50"', '"1,214.51"'), { mapping: mapping() });
    expect(reading.controlTotals).toBe("FAILED");
    expect(reading.totals[0]?.difference).toMatchObject({ lines: 0, grossMinor: -1n, feeMinor: 0n });
  });

  it("names what it cannot read by its own columns", async () => {
    const broken = EXPORT.join("\n").replace("(20.00)", "20.0.0").replace(",Payment,", ",Gift,");
    expect((await fileRead(broken, { mapping: mapping() })).reading.failedRows).toMatchObject([
      { lineNo: 5, column: "Type", reason: "UNKNOWN_LINE_TYPE", text: "Gift" },
      { lineNo: 6, column: "Amount (HKD)", reason: "NOT_AN_AMOUNT", text: "20.0.0" },
    ]);
  });

  it("is previewed with its first rows and the totals of all", async () => {
    const rows = Array.from({ length: 80 }, (_, n) => (EXPORT[4] ?? "").replace("0901", String(1_000 + n)));
    const text = [...EXPORT.slice(0, 4), ...rows].join("\n");
    const preview = await withSpooled(text, (file) => previewStatement(file, { mapping: mapping() }));
    expect(preview.lines).toHaveLength(50);
    expect(preview.result).toMatchObject({ kind: "read", reading: { lines: 80, totals: [{ counted: { grossMinor: 80n * 123_450n } }] } });
  });
});

describe("a bank statement of its own layout", () => {
  it("gives bank lines", async () => {
    const given = mappingJsonSchema.parse({
      name: "our bank",
      content: "BANK",
      date_format: "DD.MM.YYYY",
      decimal: ",",
      thousands: ".",
      constants: { currency: "EUR" },
      columns: { value_date: "Valuta", description: ["Text", "Zweck"], reference: "Ref", amount: "Betrag", balance: "Saldo" },
    });
    const { bank, content } = await fileRead("Valuta;Text;Zweck;Ref;Betrag;Saldo\n12.03.2026;Gutschrift;QFPAY P12;R1;1.234,50;2.234,50", {
      mapping: given,
    });
    expect(content).toBe("BANK");
    expect(bank[0]?.line).toEqual({
      lineNo: 2,
      valueDate: "2026-03-12",
      text: "Gutschrift QFPAY P12",
      reference: "R1",
      currency: "EUR",
      amountMinor: 123_450n,
      balanceMinor: 223_450n,
    });
  });
});
