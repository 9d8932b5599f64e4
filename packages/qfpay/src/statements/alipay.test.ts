import { describe, expect, it } from "vitest";
import { encoded } from "./testing/encoded.ts";
import { fileRead, refusalOf, sample } from "./testing/read-file.ts";
import { zipBytes } from "./testing/zip-bytes.ts";

const BILL = "20880000000000010156_20260310_业务明细.csv";

/** The bill inside Alipay's archive, changed and packed again. */
async function bill(change: (text: string) => string = (text) => text): Promise<Buffer> {
  const plain = await fileRead(await sample("alipay-trade.zip"));
  const [header = "", ...others] = ALIPAY_LINES;
  const text = [...others.slice(0, 4), header, ...plain.lines.map(({ raw }) => raw), ...others.slice(4)].join("\r\n");
  return zipBytes({ name: encoded(BILL, "gb18030"), bytes: encoded(change(text), "gb18030") });
}

const ALIPAY_LINES = [
  "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注",
  "#支付宝业务明细查询",
  "#账号：[20880000000000010156]",
  "#起始日期：[2026年03月10日 00:00:00]   终止日期：[2026年03月11日 00:00:00]",
  "#----业务明细列表----",
  "#----业务明细列表结束----",
  "#交易合计：2笔，商家实收共1300.00元，商家优惠共0.00元",
  "#退款合计：1笔，商家实收退款共-10.00元，商家优惠退款共0.00元",
];

describe("Alipay's trade bill", () => {
  it("is found in its archive beside the summary, by names in GBK", async () => {
    const { container, table, encoding, profile, reading, lines } = await fileRead(await sample("alipay-trade.zip"));
    expect([container, table, encoding, profile]).toEqual(["ZIP", BILL, "GB18030", "ALIPAY_TRADE"]);
    expect(reading).toMatchObject({ controlTotals: "OK", days: ["2026-03-10"], mchids: ["20880000000000010156"] });
    expect(lines.map(({ line }) => [line.lineNo, line.lineType, line.chnlsn, line.outTradeNo, line.grossMinor, line.feeMinor])).toEqual([
      [6, "PAYMENT", "2026031022001400000000000001", "SO-4001", 5_000n, 30n],
      [7, "PAYMENT", "2026031022001400000000000002", "SO-4002", 125_000n, 750n],
      [8, "REFUND", "2026031022001400000000000001", "RF-4001", -1_000n, -6n],
    ]);
  });

  it("takes the sign of a refund and of a fee from the type of the row", async () => {
    const [plain, unsigned] = [
      await fileRead(await bill()),
      await fileRead(await bill((text) => text.replaceAll(/-(10\.00|0\.30|7\.50)/g, "$1"))),
    ];
    expect(unsigned.reading).toMatchObject({ controlTotals: "OK", contentHash: plain.reading.contentHash });
  });

  it.each([
    ["one payment less", (text: string) => text.replace("2笔", "3笔"), "FAILED"],
    ["another sum", (text: string) => text.replace("1300.00", "1300.01"), "FAILED"],
    ["another sum of refunds", (text: string) => text.replace("退款共-10.00", "退款共-11.00"), "FAILED"],
    ["thousand separators", (text: string) => text.replace("1300.00", "1,300.00"), "OK"],
    ["no footer", (text: string) => text.slice(0, text.indexOf("#交易合计")), "FAILED"],
  ])("holds its footer's sentences against its rows: %s", async (_case, change, verdict) => {
    expect((await fileRead(await bill(change))).reading.controlTotals).toBe(verdict);
  });

  it("knows its day when nothing happened", async () => {
    const [header, ...others] = ALIPAY_LINES;
    const empty = [
      ...others.slice(0, 4),
      header,
      "#----业务明细列表结束----",
      "#交易合计：0笔，商家实收共0.00元，商家优惠共0.00元",
      "#退款合计：0笔，商家实收退款共0.00元",
    ];
    expect((await fileRead(empty.join("\n"))).reading).toMatchObject({ lines: 0, days: ["2026-03-10"], controlTotals: "OK" });
  });

  it("does not guess at a type it does not know", async () => {
    const { reading } = await fileRead(await bill((text) => text.replace("交易\t", "转账\t")));
    expect(reading.failedRows).toMatchObject([{ lineNo: 6, column: "业务类型", reason: "UNKNOWN_LINE_TYPE" }]);
  });

  it("is not its owner's own export", async () => {
    const personal = "支付宝交易记录明细查询\n账号:[a@example.com]\n交易号,商户订单号,交易创建时间,付款时间,类型,金额（元）,收/支,交易状态";
    expect(await refusalOf(encoded(personal, "gb18030"))).toMatchObject({ reason: "NO_PROFILE", hint: "PERSONAL_WALLET_EXPORT" });
  });
});

describe("AlipayHK's settlement file", () => {
  const text = async (): Promise<string> => (await sample("alipayhk-settle.csv")).toString();

  it("has months first, refunds without a sign, and an end mark", async () => {
    const { lines, profile, reading } = await fileRead(await text(), { mchid: "SHOP1" });
    expect([profile, reading.controlTotals, reading.failedRows]).toEqual(["ALIPAYHK_SETTLE", "NONE", []]);
    expect(
      lines.map(({ line }) => [line.lineType, line.tradeDate, line.settleDate, line.grossMinor, line.feeMinor, line.netMinor]),
    ).toEqual([
      ["PAYMENT", "2026-03-09", "2026-03-10", 10_000n, 120n, 9_880n],
      ["PAYMENT", "2026-03-09", "2026-03-10", 3_000n, 36n, 2_964n],
      ["REFUND", "2026-03-10", "2026-03-10", -2_000n, 0n, -2_000n],
    ]);
    expect(lines.map(({ line }) => line.mchid)).toEqual(["SHOP1", "SHOP1", "SHOP1"]);
  });

  it.each([
    ["20.00,0,-20.00", "-20.00,0,-20.00"],
    ["20.00,0,-20.00", "20.00,0,20.00"],
  ])("reads a refund of %s like one of %s", async (printed, other) => {
    const [plain, changed] = [await fileRead(await text()), await fileRead((await text()).replace(printed, other))];
    expect(changed.reading.contentHash).toBe(plain.reading.contentHash);
  });

  it("takes the fee of a refund as what makes the row add up", async () => {
    const feeOf = async (amounts: string) => (await fileRead((await text()).replace("20.00,0,-20.00", amounts))).lines[2]?.line.feeMinor;
    expect(await feeOf("20.00,0.24,-19.76")).toBe(-24n);
    expect(await feeOf("20.00,0.24,-20.24")).toBe(24n);
  });

  it("refuses to believe a payment that takes money away", async () => {
    const { reading } = await fileRead((await text()).replace("100.00,1.20,98.80", "-100.00,1.20,-98.80"));
    expect(reading.failedRows).toMatchObject([{ lineNo: 2, column: "amount", reason: "SIGN_CONFLICT" }]);
  });

  it("must end with its mark when it is read as Antom's report", async () => {
    const cut = (await text()).replace("<END>\n", "");
    expect((await fileRead(cut)).reading.controlTotals).toBe("NONE");
    expect((await fileRead(cut, { profile: "ANTOM" })).reading.controlTotals).toBe("FAILED");
    expect((await fileRead(await text(), { profile: "ANTOM" })).reading.controlTotals).toBe("NONE");
    expect((await fileRead(`${await text()}${"x,".repeat(13)}`)).reading.failedRows).toMatchObject([{ reason: "UNKNOWN_CONTROL_ROW" }]);
  });

  it("comes between pipes, too", async () => {
    const [plain, piped] = [await fileRead(await text()), await fileRead((await text()).replaceAll(",", "|"))];
    expect(piped).toMatchObject({ delimiter: "|", reading: { contentHash: plain.reading.contentHash } });
  });
});
