import { createHash } from "node:crypto";
import type { Book } from "../book/index.ts";
import type { Clock } from "../clock.ts";
import { countOf, type FaultAction, nameOf } from "./actions.ts";
import type { CallOperation, Operation } from "./operations.ts";
import {
  addToCall,
  addToCharge,
  addToNotice,
  type CallPlan,
  type ChargePlan,
  codeGiven,
  NO_CALL_PLAN,
  NO_CHARGE_PLAN,
  NO_NOTICE_PLAN,
  type NoticePlan,
} from "./plan.ts";
import { Pretences } from "./pretences.ts";
import { type FaultScript, isRowLevel } from "./script.ts";

/** A script with how often it has met a matching call and how often it struck. */
export type FaultInForce = FaultScript & {
  readonly id: string;
  readonly met: number;
  readonly struck: number;
  /** The scenario that it is part of; such scripts keep to one order where the scenario does. */
  readonly scenario?: string;
};

/**
 * One thing that a call is about: its own number, the number of the payment behind it, and the rows it asks for. An
 * enquiry has as many as it names, every other call has one.
 */
export type Subject = { readonly number: string; readonly order: string; readonly rows: readonly string[] };

type Strike = { readonly script: FaultInForce; readonly subject: Subject | undefined };

/** The scripts in force. They live in memory; what they did is in the book. */
export class Faults {
  /** What rows pretend to be. */
  readonly pretences = new Pretences();
  readonly #book: Book;
  readonly #clock: Clock;
  readonly #scripts = new Map<string, FaultInForce>();
  /** How often each script has met calls of each number: the second call of an order is drawn anew. */
  readonly #metByNumber = new Map<string, number>();
  /** The one order that a scenario keeps to; undefined until it has met it. */
  readonly #orders = new Map<string, string | undefined>();
  #lastId = 0;

  constructor(book: Book, clock: Clock) {
    this.#book = book;
    this.#clock = clock;
  }

  add(script: FaultScript, scenario?: string): FaultInForce {
    this.#lastId += 1;
    const inForce = { ...script, id: `fault-${this.#lastId}`, met: 0, struck: 0, ...(scenario === undefined ? {} : { scenario }) };
    this.#scripts.set(inForce.id, inForce);
    return inForce;
  }

  /** Makes all scripts of a scenario keep to one order: the one named, or else the first that any of them meets. */
  keepToOneOrder(scenario: string, order?: string): void {
    this.#orders.set(scenario, order);
  }

  /** The order that a scenario keeps to. */
  orderOf(scenario: string): string | undefined {
    return this.#orders.get(scenario);
  }

  list(): readonly FaultInForce[] {
    return [...this.#scripts.values()];
  }

  /** Ends one script. False when there is none of that id. */
  remove(id: string): boolean {
    return this.#scripts.delete(id);
  }

  /** Ends the scripts of a scenario. */
  removeScenario(scenario: string): void {
    for (const script of this.list()) if (script.scenario === scenario) this.#scripts.delete(script.id);
    this.#orders.delete(scenario);
  }

  /** Ends every script and every pretence. */
  removeAll(): void {
    this.#scripts.clear();
    this.#orders.clear();
    this.pretences.end();
  }

  /** Meets every matching script once and says what shall go wrong with a call; each fault that strikes is in the book. */
  planCall(operation: CallOperation, subjects: readonly Subject[]): CallPlan {
    let plan = NO_CALL_PLAN;
    for (const { script, subject } of this.#strikes(operation, subjects)) {
      if (subject !== undefined) this.#pretend(script.action, subject);
      plan = subject === undefined ? addToCall(plan, script.action, script.id) : { ...plan, by: [...plan.by, script.id] };
    }
    return plan;
  }

  planNotice(about: "payment" | "refund", subject: Subject): NoticePlan {
    const strikes = this.#strikes("notification", [subject], about);
    return strikes.reduce((plan, { script }) => addToNotice(plan, script.action, script.id), NO_NOTICE_PLAN);
  }

  planCharge(subject: Subject): ChargePlan {
    return this.#strikes("charge", [subject]).reduce((plan, { script }) => addToCharge(plan, script.action), NO_CHARGE_PLAN);
  }

  #strikes(operation: Operation, subjects: readonly Subject[], about?: "payment" | "refund"): readonly Strike[] {
    return this.list().flatMap((script): Strike[] => {
      const { match } = script;
      if (match.operation !== operation || (match.about !== undefined && match.about !== about)) return [];
      const meant = subjects.filter((subject) => this.#isMeant(script, subject));
      // An enquiry about several orders is met once for each that the script is about, so that who else is in the
      // batch does not change what strikes an order.
      if (isRowLevel(operation, script.action))
        return meant.flatMap((subject) => (this.#isStruck(script.id, operation, [subject]) ? [{ script, subject }] : []));
      const isNarrow = match.outTradeNo !== undefined || this.#orders.has(script.scenario ?? "");
      if (isNarrow && meant.length === 0) return [];
      return this.#isStruck(script.id, operation, isNarrow ? meant : subjects) ? [{ script, subject: undefined }] : [];
    });
  }

  #isMeant(script: FaultInForce, { number, order }: Subject): boolean {
    const { outTradeNo } = script.match;
    if (outTradeNo !== undefined && outTradeNo !== number && outTradeNo !== order) return false;
    const { scenario } = script;
    if (scenario === undefined || !this.#orders.has(scenario)) return true;
    if (order !== "" && this.#orders.get(scenario) === undefined) this.#orders.set(scenario, order);
    return this.#orders.get(scenario) === order;
  }

  #isStruck(id: string, operation: Operation, subjects: readonly Subject[]): boolean {
    const script = this.#scripts.get(id);
    if (script === undefined) return false;
    const { match, action } = script;
    const outTradeNo = subjects
      .map((subject) => subject.number)
      .toSorted()
      .join();
    const met = script.met + 1;
    const mayStrike = met >= match.nth && script.struck < mostStrikes(script);
    const strikes = mayStrike && isDrawn(script, outTradeNo, this.#countMeeting(id, outTradeNo));
    this.#scripts.set(id, { ...script, met, struck: script.struck + (strikes ? 1 : 0) });
    if (!strikes) return false;
    const { scenario, seed } = script;
    const where = { script: id, ...(scenario === undefined ? {} : { scenario }), seed, operation, outTradeNo };
    this.#book.record({ entry: "fault", at: this.#clock.now(), ...where, action: { ...action } });
    return true;
  }

  #pretend(action: FaultAction, { rows }: Subject): void {
    for (const syssn of rows) {
      if ("absent" in action) this.pretences.hide(syssn, countOf(action.queries));
      if ("respcd" in action) this.pretences.veil(syssn, action.respcd, codeGiven({ ...action, queries: action.queries ?? 1 }).queries);
    }
  }

  #countMeeting(script: string, outTradeNo: string): number {
    const key = `${script} ${outTradeNo}`;
    const count = (this.#metByNumber.get(key) ?? 0) + 1;
    this.#metByNumber.set(key, count);
    return count;
  }
}

function mostStrikes({ match, action }: FaultScript): number {
  if (match.count !== undefined) return match.count;
  if (match.chance !== undefined) return Number.POSITIVE_INFINITY;
  return "reorderNotification" in action ? action.reorderNotification : 1;
}

// Drawn from what the call is, not from a running generator: calls in flight together may come in any order, and the
// same seed still strikes the same order's same call.
function isDrawn(script: FaultInForce, outTradeNo: string, meeting: number): boolean {
  if (script.match.chance === undefined) return true;
  const what = [script.seed, script.match.operation, nameOf(script.action), outTradeNo, meeting].join(" ");
  return createHash("sha256").update(what).digest().readUInt32BE(0) / 2 ** 32 < script.match.chance;
}
