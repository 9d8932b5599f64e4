import { z } from "zod";
import type { MerchantProgram } from "./merchant-program.ts";

/** What came of a storm: it is right when `orders` equals `keys`, and `differing` and `refused` are zero. */
export type Storm = { keys: number; calls: number; orders: number; differing: number; refused: number; replayed: number };

const made = z.looseObject({ id: z.string() });

/** Makes orders under many keys, each call `parallel` times at once, and counts what came of it. */
export async function idempotencyStorm(
  shop: MerchantProgram,
  { keys, parallel, name }: { keys: number; parallel: number; name: string },
): Promise<Storm> {
  const storm: Storm = { keys, calls: keys * parallel, orders: 0, differing: 0, refused: 0, replayed: 0 };
  const orders = new Set<string>();
  await Promise.all(
    Array.from({ length: keys }, async (_, key) => {
      const body = { amount: `${key + 1}.00`, currency: "HKD", face: "link" };
      const answers = await Promise.all(
        Array.from({ length: parallel }, () => shop.call("createOrder", { body, idempotencyKey: `${name} ${key}` })),
      );
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
