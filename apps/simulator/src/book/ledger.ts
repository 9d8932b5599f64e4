import type { ClockAnchor } from "../clock.ts";
import { type Account, accountId } from "./account.ts";
import type { Entry, EntryOf } from "./entries.ts";
import type { Payment, Refund, Row } from "./rows.ts";
import { type Rules, rulesSchema } from "./rules.ts";

/** A queued notification with everything that happened to it. */
export type Notice = Omit<EntryOf<"notice">, "entry"> & { readonly deliveries: readonly Omit<EntryOf<"delivery">, "entry">[] };

/** Money that the wallet will take although nobody sees it yet. */
export type DueCharge = Omit<EntryOf<"charge-due">, "entry">;

export type Consent = Omit<EntryOf<"consent">, "entry"> & { readonly isUsed: boolean };

/** The book in memory: what all entries so far amount to. Folding the same entries again gives the same ledger. */
export class Ledger {
  bookNumber: string | undefined;
  clock: ClockAnchor | undefined;
  rules: Rules = rulesSchema.parse({});
  readonly accounts = new Map<string, Account>();
  readonly notices = new Map<string, Notice>();
  readonly consents = new Map<string, Consent>();
  readonly faults: EntryOf<"fault">[] = [];
  readonly declined: EntryOf<"declined">[] = [];
  /** By `syssn` of the payment. */
  readonly dueCharges = new Map<string, DueCharge>();
  /** Consents minus JSAPI payments, by app code and openid. */
  readonly #grants = new Map<string, number>();
  readonly #rows = new Map<string, Row>();
  readonly #byNumber = new Map<string, string[]>();
  readonly #byAccount = new Map<string, string[]>();
  readonly #byQrcode = new Map<string, string>();

  apply(entry: Entry): void {
    switch (entry.entry) {
      case "opened":
        this.bookNumber = entry.bookNumber;
        return;
      case "account":
        this.accounts.set(accountId(entry.account), entry.account);
        return;
      case "rules":
        this.rules = entry.rules;
        return;
      case "clock":
        this.clock = entry;
        return;
      case "payment":
        this.#add({ ...entry, kind: "payment", state: { at: "open" }, refunded: 0n, refunding: 0n, note: "" }, entry.outTradeNo);
        this.#byQrcode.set(entry.qrcode ?? entry.package ?? entry.syssn, entry.syssn);
        return;
      case "charge-due":
        this.dueCharges.set(entry.syssn, entry);
        return;
      case "paid":
        this.dueCharges.delete(entry.syssn);
        this.#change(entry.syssn, { state: { at: "paid", paydtm: entry.paydtm, chnlsn: entry.chnlsn, cardcd: entry.cardcd } });
        return;
      case "failed":
        this.#change(entry.syssn, { state: { at: "failed", respcd: entry.respcd } });
        return;
      case "declined":
        this.declined.push(entry);
        return;
      case "lives-until":
        this.#change(entry.syssn, { expiresAt: entry.expiresAt });
        return;
      case "refund":
        this.#refund(entry);
        return;
      case "refund-asked":
        this.#refundAsked(entry.syssn);
        return;
      case "refund-ended":
        this.#refundEnded(entry);
        return;
      case "close":
        this.#add({ ...entry, kind: "close", payment: this.#change(entry.origssn, { state: { at: "closed" } }) }, undefined);
        return;
      case "note":
        this.#change(entry.syssn, { note: entry.note });
        return;
      case "consent":
        this.consents.set(entry.code, { ...entry, isUsed: false });
        return;
      case "consent-used":
        this.#useConsent(entry.code);
        return;
      case "openid-used":
        this.#grant(entry.appCode, entry.openid, -1);
        return;
      case "notice":
        this.notices.set(entry.id, { ...entry, deliveries: [] });
        return;
      case "released":
        this.#noticeOf(entry.noticeId, (notice) => ({ ...notice, held: false }));
        return;
      case "delivery":
        this.#noticeOf(entry.noticeId, (notice) => ({ ...notice, deliveries: [...notice.deliveries, entry] }));
        return;
      case "fault":
        this.faults.push(entry);
        return;
    }
  }

  row(syssn: string): Row | undefined {
    return this.#rows.get(syssn);
  }

  /** The payment of this number, or undefined when it is a refund's, a close's or nobody's. */
  payment(syssn: string): Payment | undefined {
    const row = this.#rows.get(syssn);
    return row?.kind === "payment" ? row : undefined;
  }

  /** The payment whose QR code or `package` this is. */
  paymentByCode(code: string): Payment | undefined {
    const syssn = this.#byQrcode.get(code);
    return syssn === undefined ? undefined : this.payment(syssn);
  }

  /** Payments and refunds of one merchant under one `out_trade_no`, oldest first. */
  rowsByNumber(account: string, outTradeNo: string): readonly Row[] {
    return this.#rowsOf(this.#byNumber.get(numberKey(account, outTradeNo)));
  }

  /** Every row of one merchant, oldest first. */
  rowsOf(account: string): readonly Row[] {
    return this.#rowsOf(this.#byAccount.get(account));
  }

  get rowCount(): number {
    return this.#rows.size;
  }

  /** How many JSAPI payments this openid may still start; undefined when it was never issued to this app code. */
  grantsOf(appCode: string, openid: string): number | undefined {
    return this.#grants.get(`${appCode} ${openid}`);
  }

  #rowsOf(names: readonly string[] = []): readonly Row[] {
    return names.flatMap((syssn) => this.#rows.get(syssn) ?? []);
  }

  #add(row: Row, outTradeNo: string | undefined): void {
    this.#rows.set(row.syssn, row);
    listed(this.#byAccount, row.account).push(row.syssn);
    if (outTradeNo !== undefined) listed(this.#byNumber, numberKey(row.account, outTradeNo)).push(row.syssn);
  }

  #change(syssn: string, change: Partial<Pick<Payment, "state" | "note" | "expiresAt" | "refunded" | "refunding">>): Payment {
    const payment = this.payment(syssn);
    if (payment === undefined) throw new Error(`the book speaks of payment ${syssn}, which it never recorded`);
    const changed = { ...payment, ...change };
    this.#rows.set(syssn, changed);
    return changed;
  }

  #refund({ pending, ...entry }: EntryOf<"refund">): void {
    const { refunded = 0n, refunding = 0n } = this.payment(entry.origssn) ?? {};
    const isPending = pending !== undefined;
    const sums = isPending ? { refunding: refunding + entry.amount } : { refunded: refunded + entry.amount };
    const payment = this.#change(entry.origssn, sums);
    const state = isPending ? { at: "pending" as const, ...pending } : { at: "done" as const };
    this.#add({ ...entry, kind: "refund", payment, state }, entry.outTradeNo);
  }

  #refundAsked(syssn: string): void {
    const refund = this.#refundOf(syssn);
    if (refund.state.at !== "pending") return;
    const { queries } = refund.state;
    this.#rows.set(syssn, { ...refund, state: { ...refund.state, queries: queries === null ? null : queries - 1 } });
  }

  #refundEnded({ syssn, at, respcd }: EntryOf<"refund-ended">): void {
    const refund = this.#refundOf(syssn);
    const { refunded, refunding } = this.payment(refund.origssn) ?? refund.payment;
    const isDone = respcd === "0000";
    const sums = { refunding: refunding - refund.amount, refunded: isDone ? refunded + refund.amount : refunded };
    const payment = this.#change(refund.origssn, sums);
    const change = isDone ? { paydtm: at, state: { at: "done" as const } } : { state: { at: "failed" as const, respcd } };
    this.#rows.set(syssn, { ...refund, payment, ...change });
  }

  #refundOf(syssn: string): Refund {
    const row = this.#rows.get(syssn);
    if (row?.kind !== "refund") throw new Error(`the book speaks of refund ${syssn}, which it never recorded`);
    return row;
  }

  #useConsent(code: string): void {
    const consent = this.consents.get(code);
    if (consent === undefined) throw new Error("the book uses a consent that it never recorded");
    this.consents.set(code, { ...consent, isUsed: true });
    this.#grant(consent.appCode, consent.openid, 1);
  }

  #grant(appCode: string, openid: string, change: number): void {
    const key = `${appCode} ${openid}`;
    this.#grants.set(key, Math.max(0, (this.#grants.get(key) ?? 0) + change));
  }

  #noticeOf(id: string, changed: (notice: Notice) => Notice): void {
    const notice = this.notices.get(id);
    if (notice === undefined) throw new Error(`the book speaks of notice ${id}, which it never recorded`);
    this.notices.set(id, changed(notice));
  }
}

function numberKey(account: string, outTradeNo: string): string {
  return `${account}\n${outTradeNo}`;
}

function listed(index: Map<string, string[]>, key: string): string[] {
  const list = index.get(key) ?? [];
  index.set(key, list);
  return list;
}
