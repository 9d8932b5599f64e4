import { type ColumnMapping, type ColumnMappingJson, mappingJsonSchema } from "@tillbook/domain/settlement";
import { describe, expect, it } from "vitest";
import { headerSignature, previewStatement } from "../index.ts";
import { encoded } from "../testing/encoded.ts";
import { fileRead, inspected, refusalOf, sample, withSpooled } from "../testing/read-file.ts";

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
const EXPORT = [
  '"Merchant settlement report",,,,,,,,,,',
  '"Merchant:","SHOP1",,,,,,,,,',
  ",,,,,,,,,,",
  "Settle Date,Trans Date,Trans Time,Transaction ID,Original ID,Order No.,Type,CCY,Amount (HKD),MDR,Net (HKD)",
  '12/03/2026,10/03/2026,10:00:00,20260310000200020000000901,,SO-1,Payment,HKD,"1,234.50",9.88,"1,224.62"',
  "12/03/2026,10/03/2026,12:00:00,20260310000200020000000903,20260310000200020000000901,RF-1,refund,HKD,(20.00),(0.16),(19.84)",
  'Grand Total,,,,,,,HKD,"1,214.50",9.72,"1,204.78"',
];

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

describe("dates", () => {
  const row = (date: string): string => `${date},PAYMENT,1.00`;
  const simple: ColumnMappingJson = {
    name: "simple",
    columns: { trade_date: "Date", line_type: "Type", gross_amount: "Amount" },
    constants: { settle_batch_no: "B", mchid: "M", txcurrcd: "HKD", sysdtm: "2026-01-01 00:00:00" },
  };
  const days = async (json: Partial<ColumnMappingJson>, ...dates: string[]): Promise<readonly string[]> => {
    const given = { mapping: mappingJsonSchema.parse({ ...simple, ...json }) };
    const { reading } = await fileRead(["Date,Type,Amount", ...dates.map(row)].join("\n"), given);
    return reading.failedRowCount > 0 ? reading.failedRows.map(({ reason }) => reason) : reading.days;
  };

  it.each([
    ["DD/MM/YYYY", "03/04/2026", "2026-04-03"],
    ["MM/DD/YYYY", "03/04/2026", "2026-03-04"],
    ["D/M/YYYY", "3/4/2026", "2026-04-03"],
    ["DD-MMM-YYYY", "03-Apr-2026", "2026-04-03"],
    ["D MMM YYYY", "3 apr 2026", "2026-04-03"],
    ["YYYYMMDD", "20260403", "2026-04-03"],
    ["YYYY.MM.DD", "2026.04.03", "2026-04-03"],
    ["DD/MM/YYYY", "2026-04-03", "2026-04-03"],
  ])("in the form %s: %s", async (format, text, day) => {
    expect(await days({ date_format: format }, text)).toEqual([day]);
  });

  it.each([
    ["DD/MM/YYYY", "04/13/2026"],
    ["DD/MM/YYYY", "30/02/2026"],
    ["DD/MM/YYYY", "3/4/2026"],
    ["DD-MMM-YYYY", "03-Avr-2026"],
  ])("in the form %s are not %s", async (format, text) => {
    expect(await days({ date_format: format }, text)).toEqual(["NOT_A_DATE"]);
  });

  it("without a form are read when the years come first, or when one of them can be read in one way only", async () => {
    expect(await days({}, "2026-04-03", "2026-04-04")).toEqual(["2026-04-03", "2026-04-04"]);
    expect(await days({}, "03/04/2026", "25/04/2026")).toEqual(["2026-04-03", "2026-04-25"]);
    expect(await days({}, "03-04-2026", "04-25-2026")).toEqual(["2026-03-04", "2026-04-25"]);
  });

  it("are never guessed", async () => {
    const given = { mapping: mappingJsonSchema.parse(simple) };
    const ambiguous = ["Date,Type,Amount", row("03/04/2026"), row("12/12/2026")].join("\n");
    expect(await refusalOf(ambiguous, given)).toMatchObject({ reason: "NO_PROFILE", hint: "AMBIGUOUS_DATES" });
    expect(await days({}, "13/04/2026", "04/13/2026")).toEqual(["NOT_A_DATE"]);
  });

  it.each([
    ["HH:mm", "09:05", "09:05:00"],
    ["H:mm:ss", "9:05:07", "09:05:07"],
    ["hh:mm A", "09:05 PM", "21:05:00"],
    ["h:mm A", "12:05am", "00:05:00"],
    ["HHmmss", "090507", "09:05:07"],
  ])("have times in the form %s: %s", async (format, text, clock) => {
    const given = mappingJsonSchema.parse({ ...simple, time_format: format, columns: { ...simple.columns, sysdtm: ["Date", "Time"] } });
    const { lines } = await fileRead(`Date,Time,Type,Amount\n2026-04-03,${text},PAYMENT,1.00`, { mapping: given });
    expect(lines[0]?.line.sysdtm).toEqual(new Date(`2026-04-03T${clock}+08:00`));
  });
});

describe("amounts", () => {
  const read = async (json: Partial<ColumnMappingJson>, header: string, ...rows: string[]) => {
    const given = mappingJsonSchema.parse({
      name: "amounts",
      delimiter: ";",
      constants: { settle_batch_no: "B", mchid: "M", txcurrcd: "HKD", trade_date: "2026-03-10", line_type: "ADJUSTMENT" },
      columns: { gross_amount: "Amount" },
      ...json,
    });
    const { lines, reading } = await fileRead([header, ...rows].join("\n"), { mapping: given });
    return reading.failedRowCount > 0 ? reading.failedRows.map(({ reason }) => reason) : lines.map(({ line }) => line.grossMinor);
  };

  it.each([
    [{ negative: "MINUS" }, "-1,234.50", -123_450n],
    [{ negative: "MINUS" }, "\u22121,234.50", -123_450n],
    [{ negative: "MINUS" }, "HK$1,234.50", 123_450n],
    [{ negative: "PARENTHESES" }, "(1,234.50)", -123_450n],
    [{ negative: "PARENTHESES" }, "-1.00", -100n],
    [{ negative: "TRAILING_MINUS" }, "1,234.50-", -123_450n],
    [{ negative: "CR_DR" }, "1,234.50 DR", -123_450n],
    [{ negative: "CR_DR" }, "1,234.50CR", 123_450n],
    [{ decimal: ",", thousands: "." }, "1.234,50", 123_450n],
    [{ decimal: ",", thousands: " " }, "1 234,50", 123_450n],
    [{ thousands: "'" }, "1'234.50", 123_450n],
    [{ amount_unit: "MINOR" }, "123450", 123_450n],
    [{ amount_unit: "MINOR" }, "-50", -50n],
    [{ transforms: { gross_amount: "NEGATE" } }, "1.00", -100n],
    [{ transforms: { gross_amount: "ABSOLUTE" } }, "-1.00", 100n],
  ] as const)("with %j: %s", async (json, text, minor) => {
    expect(await read(json, "Amount;Note", `${text};x`)).toEqual([minor]);
  });

  it.each([
    [{}, "(1.00)"],
    [{}, "1.00-"],
    [{}, "12,34.50"],
    [{}, "1.234,50"],
    [{ amount_unit: "MINOR" }, "12.50"],
    [{ decimal: ",", thousands: "." }, "1,234.50"],
    [{}, "1e5"],
    [{}, "=1+1"],
  ] as const)("with %j are not %s", async (json, text) => {
    expect(await read(json, "Amount;Note", `${text};x`)).toEqual(["NOT_AN_AMOUNT"]);
  });

  it("take their sign from a column of its own, or from columns for money out and in", async () => {
    const signed = { negative: "CR_DR", columns: { gross_amount: "Amount", cr_dr: "Sign" } } as const;
    expect(await read(signed, "Amount;Sign", "1.00;DR", "2.00;Credit")).toEqual([-100n, 200n]);
    expect(await read(signed, "Amount;Sign", "1.00;?")).toEqual(["SIGN_CONFLICT"]);
    const split = { negative: "DEBIT_CREDIT", columns: { debit: "Out", credit: "In" } } as const;
    expect(await read(split, "Out;In", "1.00;", ";2.00", "0.00;3.00")).toEqual([-100n, 200n, 300n]);
    expect(await read(split, "Out;In", "1.00;2.00")).toEqual(["SIGN_CONFLICT"]);
  });

  it("take their sign from the type of the row where refunds are printed without one", async () => {
    const json = {
      gross_sign: "BY_TYPE",
      fee_sign: "COST_NEGATIVE",
      columns: { gross_amount: "Amount", fee_amount: "Fee", line_type: "Type", sysdtm: "Time" },
    } as const;
    const rows = ["Amount;Fee;Type;Time", "10.00;-0.08;PAYMENT;2026-03-10 10:00:00", "4.00;-0.03;REFUND;2026-03-10 11:00:00"];
    const given = mappingJsonSchema.parse({ name: "n", constants: { settle_batch_no: "B", mchid: "M", txcurrcd: "HKD" }, ...json });
    const { lines } = await fileRead(rows.join("\n"), { mapping: given });
    expect(lines.map(({ line }) => [line.grossMinor, line.feeMinor, line.netMinor])).toEqual([
      [1_000n, 8n, 992n],
      [-400n, -3n, -397n],
    ]);
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

describe("what the mapping screen is shown", () => {
  it("is the likely header, its signature, a sample, and the form of dates as far as they prove it", async () => {
    const found = await inspected(EXPORT.join("\n"));
    if (found.kind === "refused") throw new Error(found.reason);
    const [table] = found.tables;
    expect(table).toMatchObject({ headerRow: 4, delimiter: ",", profile: null, encoding: "UTF-8", encodings: ["UTF-8"] });
    expect(table?.header).toContain("Amount (HKD)");
    expect(table?.signature).toBe(headerSignature(EXPORT[3]?.split(",") ?? []));
    expect(table?.sample[0]?.[3]).toBe("20260310000200020000000901");
  });

  it("leaves ambiguous dates open and settles the others", async () => {
    const of = async (...dates: string[]) => {
      const found = await inspected(["When,What,How much", ...dates.map((date) => `${date},x,1.00`)].join("\n"));
      return found.kind === "tables" ? found.tables[0]?.dateFormats : null;
    };
    expect(await of("03/04/2026", "05/06/2026")).toEqual({ When: null });
    expect(await of("03/04/2026", "25/06/2026")).toEqual({ When: "D/M/YYYY" });
    expect(await of("2026-04-03")).toEqual({ When: "YYYY-MM-DD" });
  });

  it("offers Big5 where it could be, and reads it when it is chosen", async () => {
    const file = await sample("portal-export.big5.csv");
    const guessed = await inspected(file);
    expect(guessed).toMatchObject({ kind: "tables", tables: [{ encoding: "GB18030", encodings: ["GB18030", "BIG5"] }] });
    expect(await inspected(file, { encoding: "BIG5" })).toMatchObject({
      tables: [{ headerRow: 2, header: ["結算日期", "交易日期", "交易時間", "流水號", "類別", "金額", "備註"] }],
    });
    const given = mappingJsonSchema.parse({
      name: "港式",
      encoding: "BIG5",
      date_format: "DD/MM/YYYY",
      time_format: "HH:mm",
      negative: "PARENTHESES",
      constants: { mchid: "M", settle_batch_no: "B", txcurrcd: "HKD" },
      columns: {
        settle_date: "結算日期",
        trade_date: "交易日期",
        sysdtm: ["交易日期", "交易時間"],
        syssn: "流水號",
        line_type: "類別",
        gross_amount: "金額",
        remark: "備註",
      },
      values: { line_type: { 付款: "PAYMENT", 退款: "REFUND" } },
    });
    const { lines, encoding, reading } = await fileRead(file, { mapping: given });
    expect([encoding, reading.failedRows]).toEqual(["BIG5", []]);
    expect(lines.map(({ line }) => [line.lineType, line.grossMinor, line.remark])).toEqual([
      ["PAYMENT", 123_450n, "樽頸位"],
      ["REFUND", -2_000n, "退回"],
    ]);
    expect(await refusalOf(encoded("甲,乙", "utf-8").subarray(0, 5), { encoding: "BIG5" })).toMatchObject({ reason: "UNREADABLE_TEXT" });
  });

  it("names the profile of a file that needs no mapping, and what is no statement", async () => {
    expect(await inspected(await sample("wechat-trade-all.csv"))).toMatchObject({
      tables: [{ profile: "WECHAT_TRADE_ALL", headerRow: 1 }],
    });
    expect(await inspected(await sample("personal-wallet.csv"))).toMatchObject({ kind: "refused", hint: "PERSONAL_WALLET_EXPORT" });
  });
});
