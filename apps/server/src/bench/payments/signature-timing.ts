import { isNotificationSigned } from "@tillbook/qfpay/notifications";
import { digest } from "@tillbook/qfpay/signing";
import { percentile, rounded } from "../frame/figures.ts";
import type { Row } from "../frame/report.ts";

const KEY = "0123456789ABCDEF0123456789ABCDEF";
const PAIRS = 100_000;
const WARM_UP = 20_000;
/** Of the longest tenth the machine is the cause, not the signature. */
const KEPT_PERCENT = 90;

/** By how much the time that a wrong signature takes tells how wrong it is: Welch's t of two kinds of wrong, taken by turns. */
export function signatureTimingRows(): Row[] {
  const body = Buffer.from(
    JSON.stringify({ out_trade_no: "P7K2MQ9FX", syssn: "20260310000200020000001234", txamt: "8800", respcd: "0000" }),
  );
  const right = digest(body, KEY, "MD5");
  const first = asReceived(other(right[0]) + right.slice(1));
  const others = {
    "in its last sign": right.slice(0, -1) + other(right.at(-1)),
    "too short": right.slice(0, 16),
    empty: "",
    "in every sign": [...right].map(other).join(""),
  };
  const found = Object.entries(others).map(
    ([name, sign]) => [name, rounded(Math.abs(welch(timed(body, [first, asReceived(sign)]))))] as const,
  );
  return [
    {
      name: "signatures wrong in other ways, |t| of their times",
      figure: Math.max(...found.map(([, t]) => t)),
      budget: { atMost: 4.5, aim: 4.5 },
      details: { pairs: PAIRS, ...Object.fromEntries(found) },
      isRefused: false,
    },
  ];
}

function other(sign: string | undefined): string {
  return sign === "0" ? "1" : "0";
}

/** In one piece, as a header comes: of text that was put together the engine copies the parts each time. */
function asReceived(sign: string): string {
  return Buffer.from(sign, "latin1").toString("latin1");
}

function timed(body: Buffer, signs: readonly [string, string]): [number[], number[]] {
  const took: [number[], number[]] = [[], []];
  for (let nth = 0; nth < WARM_UP + PAIRS; nth++) {
    const isTurned = Math.random() < 0.5;
    for (const which of isTurned ? ([1, 0] as const) : ([0, 1] as const)) {
      const sign = signs[which];
      const start = process.hrtime.bigint();
      isNotificationSigned(body, sign, KEY);
      const end = process.hrtime.bigint();
      if (nth >= WARM_UP) took[which].push(Number(end - start));
    }
  }
  return took;
}

function welch([ones, others]: readonly [readonly number[], readonly number[]]): number {
  const limit = percentile([...ones, ...others], KEPT_PERCENT);
  const [a, b] = [ones, others].map((times) => spread(times.filter((each) => each <= limit)));
  if (!a || !b) return 0;
  return (a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count);
}

function spread(values: readonly number[]): { mean: number; variance: number; count: number } {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance, count: values.length };
}
