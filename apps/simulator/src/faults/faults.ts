import { createHash } from "node:crypto";
import type { Book } from "../book/index.ts";
import type { Clock } from "../clock.ts";
import type { FaultAction, FaultScript, Operation } from "./script.ts";

/** A script with how often it has met a matching call and how often it struck. */
export type FaultInForce = FaultScript & { readonly id: string; readonly met: number; readonly struck: number };

/** Everything that shall go wrong with one call. */
export type FaultPlan = {
  readonly delayMs: number;
  readonly drop: "before" | "after" | undefined;
  readonly undecided: { readonly respcd: string; readonly queries: number } | undefined;
  readonly notice: { readonly lost: boolean; readonly copies: number; readonly lateMs: number; readonly forged: boolean };
};

/** The scripts in force. They live in memory; what they did is in the book. */
export class Faults {
  readonly #book: Book;
  readonly #clock: Clock;
  readonly #scripts = new Map<string, FaultInForce>();
  /** How often each script has met calls of each number: the second call of an order is drawn anew. */
  readonly #metByNumber = new Map<string, number>();
  readonly #veils = new Map<string, { readonly respcd: string; readonly left: number }>();
  #lastId = 0;

  constructor(book: Book, clock: Clock) {
    this.#book = book;
    this.#clock = clock;
  }

  add(script: FaultScript): FaultInForce {
    this.#lastId += 1;
    const inForce = { ...script, id: `fault-${this.#lastId}`, met: 0, struck: 0 };
    this.#scripts.set(inForce.id, inForce);
    return inForce;
  }

  list(): readonly FaultInForce[] {
    return [...this.#scripts.values()];
  }

  /** Ends one script, or all of them and every code still pretended. False when there is none of that id. */
  remove(id?: string): boolean {
    if (id !== undefined) return this.#scripts.delete(id);
    this.#scripts.clear();
    this.#veils.clear();
    return true;
  }

  /** Meets every matching script once and says what shall go wrong; each fault that strikes is recorded in the book. */
  plan(operation: Operation, outTradeNo: string): FaultPlan {
    return planOf(this.list().flatMap((script) => this.#meet(script, operation, outTradeNo)));
  }

  /** Makes the row answer `respcd` in its next `queries` enquiries, whatever it really is. */
  veil(syssn: string, respcd: string, queries: number): void {
    this.#veils.set(syssn, { respcd, left: queries });
  }

  /** The code a row pretends to have, if any. */
  veilOf(syssn: string): string | undefined {
    return this.#veils.get(syssn)?.respcd;
  }

  /** One enquiry has shown the row. */
  wearVeil(syssn: string): void {
    const veil = this.#veils.get(syssn);
    if (veil === undefined) return;
    if (veil.left <= 1) this.#veils.delete(syssn);
    else this.#veils.set(syssn, { ...veil, left: veil.left - 1 });
  }

  #meet(script: FaultInForce, operation: Operation, outTradeNo: string): FaultAction[] {
    if (script.match.operation !== operation) return [];
    if (script.match.outTradeNo !== undefined && !outTradeNo.split(",").includes(script.match.outTradeNo)) return [];
    const met = script.met + 1;
    const mayStrike = met >= script.match.nth && script.struck < (script.match.count ?? (script.match.chance === undefined ? 1 : Infinity));
    const strikes = mayStrike && isDrawn(script, outTradeNo, this.#countMeeting(script.id, outTradeNo));
    this.#scripts.set(script.id, { ...script, met, struck: script.struck + (strikes ? 1 : 0) });
    if (!strikes) return [];
    this.#book.record({ entry: "fault", at: this.#clock.now(), script: script.id, operation, outTradeNo, action: { ...script.action } });
    return [script.action];
  }

  #countMeeting(script: string, outTradeNo: string): number {
    const key = `${script} ${outTradeNo}`;
    const count = (this.#metByNumber.get(key) ?? 0) + 1;
    this.#metByNumber.set(key, count);
    return count;
  }
}

// Drawn from what the call is, not from a running generator: calls in flight together may come in any order, and the
// same seed still strikes the same order's same call.
function isDrawn(script: FaultInForce, outTradeNo: string, meeting: number): boolean {
  if (script.match.chance === undefined) return true;
  const what = [script.seed, script.match.operation, Object.keys(script.action).join(), outTradeNo, meeting].join(" ");
  return createHash("sha256").update(what).digest().readUInt32BE(0) / 2 ** 32 < script.match.chance;
}

function planOf(actions: readonly FaultAction[]): FaultPlan {
  let plan: FaultPlan = { delayMs: 0, drop: undefined, undecided: undefined, notice: { lost: false, copies: 1, lateMs: 0, forged: false } };
  for (const action of actions) plan = { ...plan, ...change(plan, action) };
  return plan;
}

function change(plan: FaultPlan, action: FaultAction): Partial<FaultPlan> {
  if ("delayMs" in action) return { delayMs: plan.delayMs + action.delayMs };
  if ("dropBeforeProcessing" in action) return { drop: "before" };
  if ("dropAfterProcessing" in action) return { drop: plan.drop ?? "after" };
  if ("respcd" in action) return { undecided: action };
  if ("loseNotification" in action) return { notice: { ...plan.notice, lost: true } };
  if ("doubleNotification" in action) return { notice: { ...plan.notice, copies: 2 } };
  if ("lateNotification" in action) return { notice: { ...plan.notice, lateMs: action.lateNotification } };
  return { notice: { ...plan.notice, forged: true } };
}
