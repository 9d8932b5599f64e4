import { AsyncLocalStorage } from "node:async_hooks";
import { type Arm, hearHarness, report } from "./channel.ts";

/** One run of a flow, with how often each kind of step was begun in it, so that steps have stable names. */
type Flow = { readonly name: string; readonly begun: Map<string, number> };

const flows = new AsyncLocalStorage<Flow>();
let armed: Arm | null = null;
let isRecording = false;

const told = Promise.withResolvers<void>();
let isObeying = false;

/** Takes the harness's word, from now on, on where to die and what to report. Settles when it says that the server shall begin. */
export function obeyHarness(): Promise<void> {
  if (!isObeying) {
    isObeying = true;
    hearHarness((word) => {
      if (word.is === "go") told.resolve();
      if (word.is === "arm") armed = word.arm;
      if (word.is === "record") isRecording = word.on;
    });
  }
  return told.promise;
}

/** Runs work as a flow of this name; everything it does until the end, later callbacks included, belongs to it. */
export function inFlow<T>(name: string, work: () => T): T {
  return flows.run({ name, begun: new Map() }, work);
}

/** The flow that the caller runs in, to meet its steps by, also from callbacks that have lost their way. */
export type Here = {
  /** "unit 1", "unit 2", …: each kind counted for itself. */
  numbered(kind: string): string;
  /** The last number of this kind was for nothing: the next one takes it. */
  notNumbered(kind: string): void;
  /** Says that the flow is at this step; where it was told to die, it does not come back. */
  met(step: string): void;
  /** Whether the next meeting of this step is the deadly one. */
  diesAt(step: string): boolean;
};

/** Null outside of any flow. */
export function here(): Here | null {
  const flow = flows.getStore();
  if (!flow) return null;
  return {
    numbered(kind) {
      const count = (flow.begun.get(kind) ?? 0) + 1;
      flow.begun.set(kind, count);
      return `${kind} ${count}`;
    },
    notNumbered: (kind) => flow.begun.set(kind, (flow.begun.get(kind) ?? 1) - 1),
    met: (step) => met(flow.name, step),
    diesAt: (step) => isArmed(flow.name, step) && armed?.meeting === 1,
  };
}

function met(flow: string, step: string): void {
  if (isRecording) report({ is: "met", flow, step });
  if (armed === null || !isArmed(flow, step)) return;
  armed = { ...armed, meeting: armed.meeting - 1 };
  if (armed.meeting === 0) die();
}

function isArmed(flow: string, step: string): boolean {
  return armed?.flow === flow && armed.step === step;
}

/** As `kill -9` from outside: nothing of this process runs any more, not even the rest of this line. */
export function die(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
