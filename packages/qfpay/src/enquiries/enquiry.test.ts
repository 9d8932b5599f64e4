import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientOf } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());
beforeEach(() => void server.seen.splice(0));

const at = (text: string) => new Date(`${text}+08:00`);
const paidRow = {
  syssn: "20260302000200020000000001",
  out_trade_no: "ORD1",
  txamt: "301",
  txcurrcd: "HKD",
  pay_type: "800201",
  respcd: "0000",
  errmsg: "",
  order_type: "payment",
  cancel: "0",
  txdtm: "2026-03-02 09:15:00",
  sysdtm: "2026-03-02 09:15:01",
  paydtm: "2026-03-02 09:15:40",
  chnlsn: "4200000000202603020000000001",
  cash_fee: "280",
  cash_fee_type: "CNY",
  cardtp: "5",
};

async function all<T>(answers: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const answer of answers) list.push(answer);
  return list;
}

const rowsFrom = (first: number, count: number) => Array.from({ length: count }, (_, i) => ({ ...paidRow, syssn: String(first + i) }));

const MARCH = { startTime: at("2026-03-01T00:00:00"), endTime: at("2026-03-31T23:59:59") };

/** The one row that an enquiry reads from these fields. */
async function rowOf(fields: object) {
  server.says({ respcd: "0000", page: 1, page_size: 10, data: [fields] });
  const answer = await clientOf(server.base).client.enquire(MARCH);
  return answer.kind === "accepted" ? answer.value.rows[0] : undefined;
}

describe("an enquiry", () => {
  it("sends every filter in wire words", async () => {
    server.says({ respcd: "0000", data: [] });
    const answer = await clientOf(server.base, { mchid: "M1" }).client.enquire({
      syssn: ["1", "2"],
      outTradeNo: ["A", "B"],
      payType: ["800201", "800207"],
      respcd: "0000",
      startTime: at("2026-03-01T00:00:00"),
      endTime: at("2026-03-31T23:59:59"),
      txzone: "+0800",
      page: 2,
      pageSize: 50,
    });
    expect(answer).toMatchObject({ kind: "accepted", value: { rows: [], page: 2, pageSize: 50 } });
    expect(server.seen[0]).toMatchObject({ method: "POST", path: "/trade/v1/query" });
    expect(server.seen[0]?.params).toEqual({
      syssn: "1,2",
      out_trade_no: "A,B",
      pay_type: "800201,800207",
      respcd: "0000",
      start_time: "2026-03-01 00:00:00",
      end_time: "2026-03-31 23:59:59",
      txzone: "+0800",
      page: "2",
      page_size: "50",
      mchid: "M1",
    });
  });

  it.each([
    ["startTime", {}],
    ["startTime", { startTime: at("2026-03-01T00:00:00") }],
    ["endTime", { startTime: at("2026-03-01T00:00:00"), endTime: at("2026-04-01T00:00:00") }],
    ["syssn", { syssn: ["1".repeat(26), "2".repeat(26), "3".repeat(26), "4".repeat(26), "5".repeat(26)] }],
    ["syssn", { syssn: [] }],
    ["outTradeNo.0", { outTradeNo: ["a,b"] }],
    ["pageSize", { syssn: ["1"], pageSize: 101 }],
    ["page", { syssn: ["1"], page: 0 }],
  ])("is refused before anything is sent, naming %s", async (field, asked) => {
    await expect(clientOf(server.base).client.enquire(asked)).rejects.toMatchObject({ name: "InvalidRequest", field });
    expect(server.seen).toHaveLength(0);
  });

  it("whose call failed says nothing about the transactions", async () => {
    server.says({ respcd: "1100", resperr: "maintenance", data: [paidRow] });
    expect(await clientOf(server.base).client.enquire({ outTradeNo: ["ORD1"] })).toMatchObject({
      kind: "rejected",
      reason: "refusedForNow",
    });
  });
});

describe("rows that nobody asked for", () => {
  const foreign = { ...paidRow, out_trade_no: "ORD2", syssn: "20260302000200020000000002" };
  const refund = { ...foreign, order_type: "refund", origssn: paidRow.syssn };

  it("are left out, but for refunds that name the payment asked for", async () => {
    server.says({ respcd: "0000", data: [foreign, paidRow, refund] });
    const answer = await clientOf(server.base).client.enquire({ syssn: [paidRow.syssn] });
    expect(answer.kind === "accepted" ? answer.value.rows.map((row) => row.fields) : null).toEqual([paidRow, refund]);
  });

  it("tell nothing when there are no others: the order is not absent", async () => {
    server.says({ respcd: "0000", data: [foreign] });
    for (const asked of [{ outTradeNo: ["ORD1"] }, { syssn: [paidRow.syssn] }]) {
      expect(await clientOf(server.base).client.enquire(asked)).toMatchObject({
        kind: "unknown",
        cause: { reason: "unusable", field: "data" },
      });
    }
  });
});

describe("a row", () => {
  it("is read in our words, times as UTC+8, and kept whole", async () => {
    expect(await rowOf(paidRow)).toMatchObject({
      syssn: "20260302000200020000000001",
      origSyssn: null,
      outTradeNo: "ORD1",
      amount: { minor: 301n, currency: "HKD" },
      payType: "800201",
      orderType: "payment",
      cancel: "none",
      respcd: "0000",
      state: { kind: "accepted" },
      sysdtm: new Date("2026-03-02T01:15:01Z"),
      paydtm: new Date("2026-03-02T01:15:40Z"),
      txdtm: new Date("2026-03-02T01:15:00Z"),
      chnlsn: "4200000000202603020000000001",
      cashFee: "280",
      cashFeeType: "CNY",
      fields: paidRow,
    });
  });

  it.each(["origssn", "orig_syssn"])("of a refund names its payment, spelt %s", async (name) => {
    const row = await rowOf({ ...paidRow, order_type: "refund", respcd: "1143", [name]: "20260302000200020000000000" });
    expect(row).toMatchObject({ orderType: "refund", origSyssn: "20260302000200020000000000", state: { kind: "pending", code: "1143" } });
  });

  it.each([
    ["0", "none"],
    ["1", "reversed"],
    ["2", "cancelled"],
    ["3", "refunded"],
    ["4", "preauthorisationCompleted"],
    ["5", "partlyRefunded"],
    [5, "partlyRefunded"],
    ["6", "unknown"],
    [undefined, "unknown"],
  ])("with cancel %j is %s", async (cancel, expected) => {
    expect((await rowOf({ ...paidRow, cancel }))?.cancel).toBe(expected);
  });

  it("is unknown where it cannot be read, never guessed", async () => {
    const row = await rowOf({
      ...paidRow,
      respcd: 0,
      order_type: "void",
      txamt: "3.01",
      sysdtm: "2026-02-30 00:00:00",
      paydtm: "",
      syssn: 20260302,
    });
    expect(row).toMatchObject({ respcd: null, state: { kind: "unknown", code: null }, orderType: "unknown", amount: null });
    expect(row).toMatchObject({ sysdtm: null, paydtm: null, syssn: null });
  });

  it("has no text where control characters or a thousand letters and more stand", async () => {
    const row = await rowOf({ ...paidRow, out_trade_no: "ORD\0", chnlsn: "4".repeat(1_025), cardcd: "a\nb" });
    expect(row).toMatchObject({ outTradeNo: null, chnlsn: null, cardcd: null });
  });

  it("of a currency that QFPay does not list has no amount", async () => {
    expect((await rowOf({ ...paidRow, txcurrcd: "XXX" }))?.amount).toBeNull();
  });
});

describe("a wide enquiry", () => {
  it("asks for identifiers four at a time", async () => {
    server.says({ respcd: "0000", data: [] });
    const ids = Array.from({ length: 9 }, (_, i) => `2026030200020002000000000${i}`);
    const { client } = clientOf(server.base);
    const kinds = (await all(client.enquirePages({ syssn: ids }))).map((answer) => answer.kind);
    expect(kinds).toEqual(["accepted", "accepted", "accepted"]);
    expect(server.seen.flatMap((sent) => sent.params["syssn"]?.split(","))).toEqual(ids);
  });

  it("asks each calendar month for all its pages", async () => {
    server.answers((sent, response) => {
      const isFull = sent.params["start_time"] === "2026-02-27 00:00:00" && sent.params["page"] === "1";
      const data = isFull ? rowsFrom(1, 100) : rowsFrom(1000 + Number(sent.params["page"]), 3);
      response.end(JSON.stringify({ respcd: "0000", page_size: 100, data }));
    });
    const { client } = clientOf(server.base);
    const stretch = { from: at("2026-02-27T00:00:00"), until: at("2026-03-02T00:00:00"), outTradeNo: ["ORD1"] };
    const answers = await all(client.enquirePages(stretch, { priority: "sweep" }));
    expect(answers.map((answer) => (answer.kind === "accepted" ? answer.value.rows.length : answer.kind))).toEqual([100, 3, 3]);
    expect(server.seen.map(({ params }) => [params["start_time"], params["end_time"], params["page"]])).toEqual([
      ["2026-02-27 00:00:00", "2026-02-28 23:59:59", "1"],
      ["2026-02-27 00:00:00", "2026-02-28 23:59:59", "2"],
      ["2026-03-01 00:00:00", "2026-03-01 23:59:59", "1"],
    ]);
  });

  it("goes on when the gateway caps the page below what was asked", async () => {
    server.answers((sent, response) => {
      const page = Number(sent.params["page"]);
      response.end(JSON.stringify({ respcd: "0000", page_size: "10", data: page < 3 ? rowsFrom(page * 10, 10) : [] }));
    });
    const { client } = clientOf(server.base);
    expect(await all(client.enquirePages({ outTradeNo: ["ORD1"] }))).toHaveLength(3);
  });

  it("stops at the first answer that is not accepted, so that no hole goes unseen", async () => {
    server.answers((sent, response) =>
      response.end(JSON.stringify({ respcd: server.seen.length > 1 ? "1252" : "0000", data: [], page: sent.params["page"] })),
    );
    const { client } = clientOf(server.base);
    const answers = await all(client.enquirePages({ from: at("2026-01-01T00:00:00"), until: at("2026-06-01T00:00:00") }));
    expect(answers.map((answer) => answer.kind)).toEqual(["accepted", "unknown"]);
  });

  it("does not ask for ever when the gateway ignores the page", async () => {
    server.says({ respcd: "0000", data: rowsFrom(1, 100) });
    const { client } = clientOf(server.base);
    const answers = await all(client.enquirePages({ outTradeNo: ["ORD1"] }));
    expect(answers.at(-1)).toMatchObject({ kind: "unknown", cause: { reason: "unusable", field: "page" } });
    expect(answers).toHaveLength(2);
  });
});
