import type { Clock, ClockAnchor } from "../clock.ts";
import { type FaultInForce, type Faults, scriptSchema } from "../faults/index.ts";
import type { Scenario } from "./scenario.ts";
import { SCENARIOS, type ScenarioName } from "./table.ts";

/** How a scenario is started. */
export type Start = {
  /** The one order it is about; without it a scenario of scope `order` takes the next one. */
  readonly outTradeNo?: string | undefined;
  readonly seed?: number | undefined;
  /** For a scenario of scope `order`: it strikes every order with this chance, drawn by `seed`, instead of one. */
  readonly chance?: number | undefined;
};

export type Running = {
  readonly name: ScenarioName;
  readonly startedAt: Date;
  /** The order it keeps to, once that is known. */
  readonly order: string | undefined;
  readonly faults: readonly FaultInForce[];
};

type Started = { readonly at: Date; readonly jump: { readonly ms: number; readonly anchor: ClockAnchor } | undefined };

/** The scenarios in force. Like the scripts that they consist of they live in memory. */
export class Scenarios {
  readonly #faults: Faults;
  readonly #clock: Clock;
  readonly #started = new Map<ScenarioName, Started>();

  constructor(faults: Faults, clock: Clock) {
    this.#faults = faults;
    this.#clock = clock;
  }

  /** Starts a scenario, from the beginning if it runs already. */
  start(name: ScenarioName, how: Start = {}): void {
    this.end(name);
    const scenario: Scenario = SCENARIOS[name];
    const { outTradeNo, seed = 0, chance } = how;
    if (outTradeNo !== undefined || (scenario.scope === "order" && chance === undefined)) this.#faults.keepToOneOrder(name, outTradeNo);
    const at = this.#clock.now();
    for (const written of scenario.scripts(at)) {
      const match = chance === undefined ? written.match : { ...written.match, chance };
      this.#faults.add(scriptSchema.parse({ ...written, match, seed }), name);
    }
    this.#started.set(name, { at, jump: this.#jump(scenario.clockJumpMs) });
  }

  running(): readonly Running[] {
    return [...this.#started].map(([name, { at }]) => ({
      name,
      startedAt: at,
      order: this.#faults.orderOf(name),
      faults: this.#faults.list().filter((script) => script.scenario === name),
    }));
  }

  /** Ends a scenario. False when it does not run. */
  end(name: ScenarioName): boolean {
    const started = this.#started.get(name);
    if (started === undefined) return false;
    this.#started.delete(name);
    this.#faults.removeScenario(name);
    // Only a clock that nobody has set since then is put right again.
    if (started.jump !== undefined && started.jump.anchor === this.#clock.anchor) this.#jump(-started.jump.ms);
    return true;
  }

  endAll(): void {
    for (const name of this.#started.keys()) this.end(name);
  }

  // Not written into the book: when the simulator starts anew its scenarios are over, and so is the jump.
  #jump(ms: number | undefined): Started["jump"] {
    if (ms === undefined) return undefined;
    this.#clock.set({ now: new Date(this.#clock.now().getTime() + ms) });
    return { ms, anchor: this.#clock.anchor };
  }
}
