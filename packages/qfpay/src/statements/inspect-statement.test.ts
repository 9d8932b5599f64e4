import { mappingJsonSchema } from "@tillbook/domain/settlement";
import { describe, expect, it } from "vitest";
import { headerSignature } from "./index.ts";
import { encoded } from "./testing/encoded.ts";
import { fileRead, inspected, refusalOf, sample } from "./testing/read-file.ts";
import { PORTAL_EXPORT as EXPORT } from "./testing/statement-text.ts";

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
