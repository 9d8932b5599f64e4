import type { ProxyMode } from "../../testing/tcp-proxy.ts";

/** One way in which a line is bad. */
export type BadLine = {
  readonly name: string;
  /** Times as they are in the world; whoever plays them faster divides them. */
  readonly mode: ProxyMode;
  /** Things still get through, only late: a flow of many steps may take as many delays. */
  readonly isSlow: boolean;
};

const cut = (afterBytes: number): ProxyMode => ({ is: "cut", afterBytes });
const bad = (name: string, mode: ProxyMode): BadLine => ({ name, mode, isSlow: false });
const slow = (name: string, mode: ProxyMode): BadLine => ({ name, mode, isSlow: true });

export const BAD_LINES: readonly BadLine[] = [
  bad("refused", { is: "refuse" }),
  bad("accepted and left hanging", { is: "hang" }),
  bad("reset at the start", { is: "reset-at-start" }),
  bad("reset in mid-answer", { is: "reset-mid-answer" }),
  bad("cut after 1 byte", cut(1)),
  bad("cut after 100 bytes", cut(100)),
  bad("cut after 1000 bytes", cut(1_000)),
  bad("cut before the last byte", cut(-1)),
  slow("50 ms late", { is: "delay", ms: 50 }),
  slow("500 ms late", { is: "delay", ms: 500 }),
  slow("5 s late", { is: "delay", ms: 5_000 }),
  slow("35 s late", { is: "delay", ms: 35_000 }),
  slow("at 1 kB a second", { is: "drip", bytes: 100, everyMs: 100 }),
  bad("half open", { is: "half-open" }),
  bad("connected twice", { is: "twice", echoes: false }),
  slow("a byte at a time", { is: "drip", bytes: 1, everyMs: 200 }),
];

/** The same line, so many times as fast. */
export function hastened({ mode }: BadLine, rate: number): ProxyMode {
  if (mode.is === "delay") return { ...mode, ms: mode.ms / rate };
  return mode.is === "drip" ? { ...mode, everyMs: mode.everyMs / rate } : mode;
}
