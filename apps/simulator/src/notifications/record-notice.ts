import { randomBytes } from "node:crypto";
import { type Account, accountId, type Book, type EntryOf, type Forgery, type Notice, type Payment, type Refund } from "../book/index.ts";
import { pythonJson } from "../wire/index.ts";
import type { NoticeFields } from "./payload.ts";

const WEB_PORTS = ["", "80", "443"];

/** A notice to be sent: what it says, and what shall go wrong with it. One that nobody's payment is behind has no row. */
export type Announced = {
  readonly account: Account;
  readonly about: "payment" | "refund";
  readonly row?: Payment | Refund;
  readonly payment?: Payment;
  readonly fields: NoticeFields;
  readonly forgery?: Forgery;
  readonly isLost?: boolean;
  readonly isHeld?: boolean;
  /** Simulated milliseconds. */
  readonly lateMs?: number;
  readonly volley?: { readonly copies: number; readonly connections: number };
  readonly deafTo?: number;
};

/** Writes a notice into the book, from where it is delivered. */
export function recordNotice(book: Book, announced: Announced, now: Date): Notice {
  const { account, row, fields, forgery, deafTo = 0 } = announced;
  const { copies, connections } = announced.volley ?? { copies: 1, connections: 1 };
  const entry: EntryOf<"notice"> = {
    entry: "notice",
    id: randomBytes(8).toString("hex"),
    account: accountId(account),
    about: announced.about,
    syssn: row?.syssn ?? String(fields["syssn"] ?? ""),
    outTradeNo: row?.outTradeNo ?? String(fields["out_trade_no"] ?? ""),
    ...addressOf(book, account, announced.payment),
    body: pythonJson(fields),
    forged: forgery !== undefined,
    ...(forgery === undefined ? {} : { forgery }),
    lost: announced.isLost ?? false,
    copies,
    ...(connections === 1 ? {} : { connections }),
    firstDueAt: new Date(now.getTime() + (announced.lateMs ?? 0)),
    ...(announced.isHeld === true ? { held: true } : {}),
    ...(deafTo === 0 ? {} : { deafTo }),
  };
  book.record(entry);
  return { ...entry, deliveries: [] };
}

/** The oldest genuine notice before this one, of the same order or of the whole account. */
export function oldNotice(book: Book, notice: Notice, which: "same-order" | "any-order"): Notice | undefined {
  const order = orderOf(book, notice);
  return [...book.ledger.notices.values()].find(
    (old) =>
      old.id !== notice.id && !old.forged && old.account === notice.account && (which === "any-order" || orderOf(book, old) === order),
  );
}

function orderOf(book: Book, notice: Notice): string {
  const row = book.ledger.row(notice.syssn);
  return row?.kind === "refund" ? row.payment.outTradeNo : notice.outTradeNo;
}

// QFPay does not say whether a request's notify_url replaces the registered address: here it does, and the log says so.
function addressOf(book: Book, account: Account, payment: Payment | undefined): Pick<EntryOf<"notice">, "url" | "addressFrom"> {
  const url = payment?.notifyUrl ?? account.notifyUrl;
  const isBarred = url !== undefined && book.ledger.rules.notifyWebPortsOnly && !WEB_PORTS.includes(new URL(url).port);
  if (url === undefined || isBarred) return { addressFrom: "nowhere" };
  return { url, addressFrom: payment?.notifyUrl === undefined ? "account" : "request" };
}
