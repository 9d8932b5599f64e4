import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { MerchantProgram, ProgramAnswer } from "./merchant-program.ts";

/**
 * What came of a storm: it is right when `orders` equals `keys`, and `differing` and `refused` are zero. `waited` counts answers
 * that told a repeat to come again, which are right too.
 */
export type Storm = { keys: number; calls: number; orders: number; differing: number; refused: number; replayed: number; waited: number };

const made = z.looseObject({ id: z.string() });
const REPEATS = 20;

/**
 * Makes orders under many keys, each call `parallel` times at once, and counts what came of it. Who is told that the first call is
 * still running repeats it as the document says. All calls are under way at once: beyond some thousands, make several storms.
 */
export async function idempotencyStorm(
  shop: MerchantProgram,
  { keys, parallel, name }: { keys: number; parallel: number; name: string },
): Promise<Storm> {
  const storm: Storm = { keys, calls: keys * parallel, orders: 0, differing: 0, refused: 0, replayed: 0, waited: 0 };
  const orders = new Set<string>();
  const createOrder = async (key: number, repeats = REPEATS): Promise<ProgramAnswer> => {
    const body = { amount: `${key + 1}.00`, currency: "HKD", face: "link" };
    const answer = await shop.call("createOrder", { body, idempotencyKey: `${name} ${key}` });
    if (answer.problem?.code !== "request_running" || repeats === 0) return answer;
    storm.waited += 1;
    await sleep(Number(answer.headers.get("retry-after")) * 1_000);
    return createOrder(key, repeats - 1);
  };
  await Promise.all(
    Array.from({ length: keys }, async (_, key) => {
      const answers = await Promise.all(Array.from({ length: parallel }, () => createOrder(key)));
      const right = answers.filter(({ status }) => status === 201);
      for (const answer of right) orders.add(made.parse(answer.body).id);
      storm.refused += answers.length - right.length;
      storm.differing += new Set(right.map((answer) => JSON.stringify(answer.body))).size - 1;
      storm.replayed += right.filter(({ headers }) => headers.get("idempotency-replayed") === "true").length;
    }),
  );
  storm.orders = orders.size;
  return storm;
}
