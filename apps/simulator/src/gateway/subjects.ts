import { accountId, type Row } from "../book/index.ts";
import type { CallOperation, Subject } from "../faults/index.ts";
import type { World } from "../world.ts";
import type { Received } from "./received.ts";

/** What a call is about, as faults see it. It is read before anybody is authorised: nothing here is an answer. */
export function subjectsOf(world: World, operation: CallOperation, call: Received): readonly Subject[] {
  const { params } = call;
  const { ledger } = world.book;
  const rowsNamed = (number: string) => ledger.rowsByNumber(accountId({ appCode: call.appCode, mchid: params["mchid"] }), number);
  const number = params["out_trade_no"] ?? "";
  const named = ledger.row(params["syssn"] ?? "");
  switch (operation) {
    case "query":
      return asked(
        list(number).map(rowsNamed),
        list(number),
        list(params["syssn"]).map((syssn) => ledger.row(syssn)),
      );
    case "refund":
      return [{ number, order: named === undefined ? "" : numbersOf(named).order, rows: [] }];
    case "payment":
      return [{ number, order: number, rows: [] }];
    case "close":
    case "reversal":
    case "add_note":
    case "get_weixin_openid":
    case "get_weixin_oauth_code":
      return [number === "" && named !== undefined ? { ...numbersOf(named), rows: [] } : { number, order: number, rows: [] }];
  }
}

/** The rows' own number, and the number of the payment behind them. */
export function numbersOf(row: Row): { readonly number: string; readonly order: string } {
  const order = row.kind === "payment" ? row.outTradeNo : row.payment.outTradeNo;
  return { number: row.kind === "refund" ? row.outTradeNo : order, order };
}

function asked(
  rowsByNumber: readonly (readonly Row[])[],
  numbers: readonly string[],
  rowsBySyssn: readonly (Row | undefined)[],
): readonly Subject[] {
  const byNumber = numbers.map((number, index): Subject => {
    const rows = rowsByNumber[index] ?? [];
    const [first] = rows;
    return { number, order: first === undefined ? number : numbersOf(first).order, rows: rows.map((row) => row.syssn) };
  });
  const known = new Set(byNumber.flatMap((subject) => subject.rows));
  const bySyssn = rowsBySyssn.flatMap((row) =>
    row === undefined || known.has(row.syssn) ? [] : [{ ...numbersOf(row), rows: [row.syssn] }],
  );
  return [...byNumber, ...bySyssn];
}

function list(text: string | undefined): readonly string[] {
  return (text ?? "").split(",").filter((part) => part !== "");
}
