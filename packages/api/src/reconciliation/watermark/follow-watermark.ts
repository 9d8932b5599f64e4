import type { Context } from "../../context/index.ts";
import { readWatermark, type WatermarkView } from "./read-watermark.ts";

/** Changes come in bursts, such as a file's: one look is enough for all of them. */
const REST_MS = 1_000;

/** The watermark now, and again after every change of the account's books, at most once a second, until the signal aborts. What says the same is not said twice. */
export async function* followWatermark(ctx: Context, signal: AbortSignal | undefined): AsyncGenerator<WatermarkView> {
  const changes = ctx.changes(signal)[Symbol.asyncIterator]();
  let said = "";
  for (;;) {
    const { asOf, ...seen } = await readWatermark(ctx);
    const text = JSON.stringify(seen.held === null ? { ...seen, at: "" } : seen);
    if (text !== said) yield { asOf, ...seen };
    said = text;
    if ((await changes.next()).done) return;
    await new Promise((resume) => setTimeout(resume, REST_MS));
  }
}
