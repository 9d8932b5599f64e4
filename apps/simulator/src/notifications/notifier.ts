import { Agent } from "node:http";
import type { Account, Book, Forgery, Notice, Payment, Refund } from "../book/index.ts";
import type { Clock } from "../clock.ts";
import type { Faults } from "../faults/index.ts";
import { deliver } from "./deliver.ts";
import { posted } from "./forge.ts";
import { Holds } from "./holds.ts";
import { altered, inventedFields, notificationFields } from "./payload.ts";
import { type Announced, oldNotice, recordNotice } from "./record-notice.ts";
import { nextDelivery } from "./schedule.ts";

/** How a notice is delivered several times: so many copies over so many connections at once. */
export type Volley = { readonly copies: number; readonly connections: number };

const ONCE: Volley = { copies: 1, connections: 1 };

/** Tells merchants about paid payments and refunds, again and again until they answer. Failures and closes are silent. */
export class Notifier {
  readonly #book: Book;
  readonly #clock: Clock;
  readonly #faults: Faults;
  readonly #holds: Holds;
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  /** Old notices that go out once more behind a new one, by the id of the new one. */
  readonly #replays = new Map<string, Notice>();

  constructor(book: Book, clock: Clock, faults: Faults) {
    this.#book = book;
    this.#clock = clock;
    this.#faults = faults;
    this.#holds = new Holds(book);
  }

  /** Takes up what the book left undelivered. Nothing is held any longer: what it waited for is forgotten. */
  start(): void {
    for (const noticeId of this.#holds.all()) this.#book.record({ entry: "released", noticeId, at: this.#clock.now() });
    for (const notice of this.#book.ledger.notices.values()) this.#schedule(notice);
  }

  /** Ends deliveries in flight; what they were stays due in the book. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underWay);
  }

  /** Queues the notice of a payment just paid or a refund just made, with the faults that scripts have in store for it. */
  announce(row: Payment | Refund): void {
    const payment = row.kind === "payment" ? row : row.payment;
    const plan = this.#faults.planNotice(row.kind, { number: row.outTradeNo, order: payment.outTradeNo, rows: [row.syssn] });
    const about = this.#about(row);
    for (const forgery of plan.forgeries) this.#queue({ ...about, forgery });
    for (const alteration of plan.alterations) this.#queue({ ...about, fields: altered(about.fields, alteration) });
    const { lateMs, copies, connections, deafTo } = plan;
    const isLost = plan.lost || !plan.isTrueSent;
    const isHeld = !isLost && (plan.hold?.until === "set-is-full" || (plan.hold?.until === "refund" && row.kind === "payment"));
    const notice = this.#queue({ ...about, isLost, isHeld, lateMs, volley: { copies, connections }, deafTo });
    const replayed = plan.replay === undefined ? undefined : oldNotice(this.#book, notice, plan.replay);
    if (replayed !== undefined) this.#replays.set(notice.id, replayed);
    if (isHeld && plan.hold?.until === "set-is-full") this.#send(this.#holds.join(plan.hold.script, plan.hold.size, notice.id));
  }

  /** Sends one notice that says this row is paid, forged: with a wrong key unless another way is named. */
  forge(row: Payment | Refund, forgery: Forgery = "other-key"): Notice {
    return this.#queue({ ...this.#about(row), forgery });
  }

  /** Sends a properly signed notice of a payment that nobody made. `fields` are set over made-up ones. */
  invent(account: Account, fields: Readonly<Record<string, string | number | null>>): Notice {
    return this.#queue({ account, about: "payment", fields: altered(inventedFields(account, this.#clock.now()), fields) });
  }

  /** Delivers a notice once more right now, or as a volley, whatever became of it. False when it has no address. */
  async redeliver(notice: Notice, volley: Volley = ONCE): Promise<boolean> {
    if (notice.url === undefined) return false;
    await this.#attempt(notice.id, { ...volley, byHand: true });
    return true;
  }

  /** Sends every notice that is held, in the order in which they came. */
  releaseHeld(): number {
    const held = this.#holds.all();
    this.#send(held);
    return held.length;
  }

  #about(row: Payment | Refund): Announced {
    const account = this.#accountOf(row.account);
    const payment = row.kind === "payment" ? row : row.payment;
    const fields = notificationFields(account, row, this.#book.ledger.payment(payment.syssn) ?? payment);
    return { account, about: row.kind, row, payment, fields };
  }

  #queue(announced: Announced): Notice {
    const notice = recordNotice(this.#book, announced, this.#clock.now());
    this.#schedule(notice);
    return notice;
  }

  #schedule(notice: Notice): void {
    const due = nextDelivery(notice);
    if (due !== undefined) this.#clock.wakeAt(due, () => this.#track(this.#attempt(notice.id, ONCE)));
  }

  /** Sends notices that were held, each when the one before it was delivered. */
  #send(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const noticeId of ids) this.#book.record({ entry: "released", noticeId, at: this.#clock.now() });
    this.#track(inTurn(ids, (id) => this.#attempt(id, ONCE)));
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #attempt(id: string, how: Volley & { readonly byHand?: boolean }): Promise<void> {
    const { byHand = false } = how;
    const notice = this.#book.ledger.notices.get(id);
    if (notice?.url === undefined) return;
    await this.#book.settled(); // nobody hears of money that a crash could still take out of the book
    const isFirst = !notice.deliveries.some((delivery) => !delivery.byHand);
    const volley = isFirst && !byHand ? { copies: notice.copies, connections: notice.connections ?? 1 } : how;
    await this.#fire(notice, volley, byHand);
    if (this.#stop.signal.aborted || byHand) return;
    const after = this.#book.ledger.notices.get(id);
    if (after !== undefined) this.#schedule(after);
    if (isFirst) await this.#followUp(notice);
  }

  async #fire(notice: Notice, { copies, connections }: Volley, byHand: boolean): Promise<void> {
    const url = notice.url ?? "";
    const account = this.#accountOf(notice.account);
    const forgery = notice.forged ? (notice.forgery ?? "other-key") : undefined;
    const letter = posted({ url, body: notice.body, key: account.clientKey, appCode: account.appCode }, forgery);
    const agent = copies > 1 && url.startsWith("http:") ? new Agent({ keepAlive: true, maxSockets: connections }) : undefined;
    let left = copies;
    const line = async (): Promise<void> => {
      while (left > 0 && !this.#stop.signal.aborted) {
        left -= 1;
        this.#delivered(notice.id, await deliver(letter, this.#stop.signal, agent), byHand);
      }
    };
    await Promise.all(Array.from({ length: Math.min(copies, connections) }, line));
    agent?.destroy();
  }

  #delivered(noticeId: string, delivered: Awaited<ReturnType<typeof deliver>>, byHand: boolean): void {
    if (this.#stop.signal.aborted) return;
    const notice = this.#book.ledger.notices.get(noticeId);
    const unheard = notice?.deliveries.filter((delivery) => delivery.outcome === "unheard").length ?? 0;
    const isUnheard = delivered.outcome === "accepted" && unheard < (notice?.deafTo ?? 0);
    const outcome = isUnheard ? "unheard" : delivered.outcome;
    this.#book.record({ entry: "delivery", noticeId, at: this.#clock.now(), byHand, ...delivered, outcome });
  }

  /** What waited for the first delivery of this notice. */
  async #followUp(notice: Notice): Promise<void> {
    if (notice.about === "refund" && !notice.forged) this.#send(this.#holds.waitingForRefund(notice.syssn));
    const old = this.#replays.get(notice.id);
    this.#replays.delete(notice.id);
    if (old !== undefined) await this.#attempt(old.id, { ...ONCE, byHand: true });
  }

  #accountOf(id: string): Account {
    const account = this.#book.ledger.accounts.get(id);
    if (account === undefined) throw new Error(`the book has a row of account ${id}, which it never recorded`);
    return account;
  }
}

async function inTurn(ids: readonly string[], act: (id: string) => Promise<void>): Promise<void> {
  for (const id of ids) await act(id);
}
