import type { House } from "../../harness/house.ts";

/** One order that a server dies over. */
export type Play = {
  /** Before: nobody dies here. */
  prepare(): Promise<void>;
  /** What the server dies in; it may fail in any way. */
  trigger(): Promise<unknown>;
  /** What people do afterwards. Answers what is wrong then, or null. */
  follow(): Promise<string | null>;
};

/** A fault of QFPay's that is in force from the trigger to the death. */
export type Fault = { match: { operation: string; chance?: number; count?: number }; action: object };

export type Scenario = {
  /** The flows whose steps are met. */
  readonly flows: readonly string[];
  /** Those of their steps that are for this scenario to die at, where another one meets the rest of them; default all. */
  readonly diesAt?: (step: string) => boolean;
  /** The flow begins by itself after the trigger (`later`), or by the start of the server, which is armed for it (`start`). */
  readonly begins?: "later" | "start";
  /** By name: what QFPay, or somebody else, does meanwhile. */
  readonly variants: Readonly<Record<string, readonly Fault[]>>;
  /** Those in which all steps of the flows are met at least once. */
  readonly listedBy: readonly string[];
  play(house: House, variant: string): Play;
};

/** Longer than the server waits for an answer, so that QFPay does it behind our back. */
const TOO_SLOW_MS = 1_500; // with the clock at ten times
/** It goes so each time. */
export const always = (operation: string, action: object): Fault => ({ match: { operation, chance: 1 }, action });
/** QFPay's notifications are lost: what happened is heard by asking. */
export const LOST_NOTICE = always("notification", { loseNotification: true });

/** QFPay does what it was asked, does not, or does it when nobody waits any more. */
export function provider(...operations: readonly string[]): Scenario["variants"] {
  return {
    did: [],
    "did not": operations.map((operation) => always(operation, { dropBeforeProcessing: true })),
    "did slowly": operations.map((operation) => always(operation, { delayMs: TOO_SLOW_MS })),
  };
}

/** Variants in which no answer comes. */
export const SILENT: ReadonlySet<string> = new Set(["did not", "did slowly"]);
