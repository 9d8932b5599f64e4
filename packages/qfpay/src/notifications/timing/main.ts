// Says in one line of JSON whether the time of a refused notification tells how wrong its signature was:
// node packages/qfpay/src/notifications/timing/main.ts [PAIRS]
import { forgedTimings } from "./forged-timings.ts";

const pairs = Number(process.argv[2] ?? 100_000);
const timings = forgedTimings({ pairs, random: Math.random });
const largest = Math.max(...timings.map(({ t }) => Math.abs(t)));
console.log(
  JSON.stringify({
    check: "forged-timings",
    pairs,
    largestT: round(largest),
    timings: timings.map((one) => ({ ...one, t: round(one.t) })),
  }),
);
process.exitCode = timings.some(({ isTelling }) => isTelling) ? 1 : 0;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
