import { randomBytes } from "node:crypto";
import { type Account, accountId, type Book, type EntryOf, type Notice, type Payment, type Refund } from "../book/index.ts";
import type { Clock } from "../clock.ts";
import type { Faults } from "../faults/index.ts";
import { deliver } from "./deliver.ts";
import { notificationBody } from "./payload.ts";
import { nextDelivery } from "./schedule.ts";

const WEB_PORTS = ["", "80", "443"];

/** Tells merchants about paid payments and refunds, again and again until they answer. Failures and closes are silent. */
export class Notifier {
  readonly #book: Book;
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(book: Book, clock: Clock, faults: Faults) {
    this.#book = book;
    this.#clock = clock;
    this.#faults = faults;
  }

  /** Takes up what the book left undelivered. */
  start(): void {
    for (const notice of this.#book.ledger.notices.values()) this.#schedule(notice);
  }

  /** Ends deliveries in flight; what they were stays due in the book. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underWay);
  }

  /** Queues the notice of a payment just paid or a refund just made. */
  announce(row: Payment | Refund): Notice {
    const plan = this.#faults.plan("notification", row.outTradeNo).notice;
    const now = this.#clock.now();
    if (plan.forged) this.forge(row);
    return this.#queue(row, { forged: false, lost: plan.lost, copies: plan.copies, firstDueAt: new Date(now.getTime() + plan.lateMs) });
  }

  /** Sends one notice that says this row is paid, signed with a key that is not the merchant's. */
  forge(row: Payment | Refund): Notice {
    return this.#queue(row, { forged: true, lost: false, copies: 1, firstDueAt: this.#clock.now() });
  }

  /** Delivers a notice once more right now, whatever became of it. False when it has no address. */
  async redeliver(notice: Notice): Promise<boolean> {
    if (notice.url === undefined) return false;
    await this.#attempt(notice.id, true);
    return true;
  }

  #queue(row: Payment | Refund, how: Pick<EntryOf<"notice">, "forged" | "lost" | "copies" | "firstDueAt">): Notice {
    const payment = row.kind === "payment" ? row : row.payment;
    const account = this.#accountOf(row.account);
    const id = randomBytes(8).toString("hex");
    const entry: EntryOf<"notice"> = {
      entry: "notice",
      id,
      account: accountId(account),
      about: row.kind,
      syssn: row.syssn,
      outTradeNo: row.outTradeNo,
      ...this.#addressOf(account, payment),
      body: notificationBody(account, row, this.#book.ledger.payment(payment.syssn) ?? payment),
      ...how,
    };
    this.#book.record(entry);
    const notice = { ...entry, deliveries: [] };
    this.#schedule(notice);
    return notice;
  }

  // QFPay does not say whether a request's notify_url replaces the registered address: here it does, and the log says so.
  #addressOf(account: Account, payment: Payment): Pick<EntryOf<"notice">, "url" | "addressFrom"> {
    const url = payment.notifyUrl ?? account.notifyUrl;
    const isBarred = url !== undefined && this.#book.ledger.rules.notifyWebPortsOnly && !WEB_PORTS.includes(new URL(url).port);
    if (url === undefined || isBarred) return { addressFrom: "nowhere" };
    return { url, addressFrom: payment.notifyUrl === undefined ? "account" : "request" };
  }

  #schedule(notice: Notice): void {
    const due = nextDelivery(notice);
    if (due !== undefined) this.#clock.wakeAt(due, () => this.#track(this.#attempt(notice.id, false)));
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #attempt(id: string, byHand: boolean): Promise<void> {
    const notice = this.#book.ledger.notices.get(id);
    if (notice?.url === undefined) return;
    await this.#book.settled(); // nobody hears of money that a crash could still take out of the book
    const key = notice.forged ? `not-the-key-${id}` : this.#accountOf(notice.account).clientKey;
    const delivered = await deliver(notice.url, notice.body, key, this.#stop.signal);
    if (this.#stop.signal.aborted) return;
    this.#book.record({ entry: "delivery", noticeId: id, at: this.#clock.now(), byHand, ...delivered });
    const after = this.#book.ledger.notices.get(id);
    if (after !== undefined && !byHand) this.#schedule(after);
  }

  #accountOf(id: string): Account {
    const account = this.#book.ledger.accounts.get(id);
    if (account === undefined) throw new Error(`the book has a row of account ${id}, which it never recorded`);
    return account;
  }
}
