// Tries at length that no two requests share a signature, and says so in one line of JSON:
// node packages/qfpay/src/signing/laws/main.ts [RUNS [SEED]]
import { readsBack, tellsApart } from "./one-to-one.ts";

const runs = Number(process.argv[2] ?? 100_000);
const seed = process.argv[3] === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(process.argv[3]);
console.log(
  JSON.stringify({ check: "signer-one-to-one", seed, readsBack: readsBack({ runs, seed }), tellsApart: tellsApart({ runs, seed }) }),
);
