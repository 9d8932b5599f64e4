import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { wireFromInstant } from "@tillbook/domain/time";

/** One row of QFPay's own book, in its words. */
export type WireRow = { out_trade_no: string; syssn: string; respcd: string; cancel: string; [field: string]: string };

/** How a call is answered instead: not at all, with an HTTP status, or with a code (on the rows of an enquiry, else at the top). */
export type Trouble = { silent: true } | { status: number } | { respcd: string };
type Operation = "payment" | "query" | "close" | "reversal" | "refund";

/** As much of QFPay as payments need: a server that keeps a book, answers like the samples in its documents, and breaks as told. */
export type FakeQfpay = {
  readonly url: string;
  readonly calls: { operation: Operation; method: string; outTradeNo: string }[];
  /** The customer pays. */
  pay(outTradeNo: string): WireRow;
  row(outTradeNo: string): WireRow | undefined;
  /** From now on calls of this kind are answered so, those about one number alone where it is named; null: as usual again. */
  trouble(operation: Operation, trouble: Trouble | null, about?: string): void;
  stop(): Promise<void>;
};

/** Starts one on a free port. `now` dates its rows. */
export async function startFakeQfpay(now: () => Date): Promise<FakeQfpay> {
  const book = new Map<string, WireRow>();
  const calls: FakeQfpay["calls"] = [];
  const troubles = new Map<string, Trouble>();
  let count = 0;

  function numberOf(): string {
    count += 1;
    return `20260310${String(count).padStart(18, "0")}`;
  }

  function made(params: URLSearchParams): object {
    const outTradeNo = params.get("out_trade_no") ?? "";
    const at = wireFromInstant(now());
    const field = (name: string): string => params.get(name) ?? "";
    const row = { out_trade_no: outTradeNo, syssn: numberOf(), respcd: "1143", cancel: "0", order_type: "payment", errmsg: "",
      txamt: field("txamt"), txcurrcd: field("txcurrcd"), pay_type: field("pay_type"), txdtm: field("txdtm"), sysdtm: at, paydtm: at, chnlsn: "" }; // biome-ignore format: a row
    book.set(outTradeNo, row);
    const pay_params = {
      appId: "wx0123456789abcdef",
      timeStamp: "1",
      nonceStr: "n",
      package: `prepay_id=${row.syssn}`,
      signType: "MD5",
      paySign: "s",
    };
    const handed = row.pay_type === "800201" ? { qrcode: `weixin://wxpay/bizpayurl?pr=${row.syssn}` } : { pay_params };
    return { ...row, ...handed, respcd: "0000", resperr: "success", respmsg: "OK" };
  }

  function asked(params: URLSearchParams, trouble: Trouble | undefined): object {
    const names = (params.get("out_trade_no") ?? params.get("syssn") ?? "").split(",");
    const rows = [...book.values()].filter((row) => names.includes(row.out_trade_no) || names.includes(row.syssn));
    const data = trouble && "respcd" in trouble ? rows.map((row) => ({ ...row, respcd: trouble.respcd })) : rows;
    return { respcd: "0000", resperr: "success", respmsg: "", page: 1, page_size: 100, data };
  }

  function closed(params: URLSearchParams): object {
    const row = book.get(params.get("out_trade_no") ?? "");
    if (!row) return { respcd: "1268", resperr: "no such order", respmsg: "" };
    if (row.respcd === "0000") return { respcd: "1260", resperr: "order already paid", respmsg: "" };
    Object.assign(row, { respcd: "1142", cancel: "2" });
    return { respcd: "0000", resperr: "success", respmsg: "", syssn: numberOf(), orig_syssn: row.syssn };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = "", query = ""] = (request.url ?? "").split("?");
    const operation = operationOf(path);
    const params = new URLSearchParams(request.method === "GET" ? query : await bodyOf(request));
    const outTradeNo = params.get("out_trade_no") ?? "";
    calls.push({ operation, method: request.method ?? "", outTradeNo });
    const about = outTradeNo.split(",").find((number) => troubles.has(`${operation} ${number}`)) ?? "";
    const trouble = troubles.get(`${operation} ${about}`) ?? troubles.get(`${operation} `);
    if (trouble && "silent" in trouble) return void request.socket.destroy();
    if (trouble && "status" in trouble) return void response.writeHead(trouble.status).end("<html>");
    const isCode = trouble !== undefined && operation !== "query";
    const fields = isCode
      ? { respcd: "respcd" in trouble ? trouble.respcd : "", resperr: "told so", respmsg: "" }
      : operation === "payment" ? made(params) : operation === "query" ? asked(params, trouble) : closed(params); // biome-ignore format: three kinds
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(fields));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake QFPay has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    row: (outTradeNo) => book.get(outTradeNo),
    pay(outTradeNo) {
      const row = book.get(outTradeNo);
      if (!row) throw new Error(`QFPay does not know ${outTradeNo}`);
      return Object.assign(row, { respcd: "0000", cancel: "0", paydtm: wireFromInstant(now()), chnlsn: `42${row.syssn}` });
    },
    trouble(operation, trouble, about = "") {
      if (trouble) troubles.set(`${operation} ${about}`, trouble);
      else troubles.delete(`${operation} ${about}`);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function operationOf(path: string): Operation {
  const found = (["payment", "query", "close", "reversal", "refund"] as const).find((name) => path === `/trade/v1/${name}`);
  if (!found) throw new Error(`the fake QFPay has no ${path}`);
  return found;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
