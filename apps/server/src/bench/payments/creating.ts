import { randomUUID } from "node:crypto";
import { compareEach } from "../frame/compare.ts";
import { type Driven, drive } from "../frame/drive.ts";
import { bodyOf, httpClient } from "../frame/http-client.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import type { Product } from "../product/start-product.ts";
import { bareCaller } from "./bare-calls.ts";

/** How long QFPay takes to answer here, as it may on a good day. */
export const ANSWER_MS = 50;

const WARM_UP = 200;

type Effort = { readonly rounds: number; readonly samples: number };

/** P6: what a creation by the product takes beyond the bare signed call, at so many in flight. */
export async function addedRows(
  at: { product: Product; gatewayUrl: string },
  inFlight: number,
  { rounds, samples }: Effort,
): Promise<Row[]> {
  const compared = await withBoth(at, inFlight, (bare, product) =>
    compareEach(rounds, { p50: "added", p99: "added" }, async () => {
      const reference = await bare(samples);
      const own = await product(samples);
      return { p50: { reference: reference.p50, product: own.p50 }, p99: { reference: reference.p99, product: own.p99 } };
    }),
  );
  return [...compared].map(([name, comparison]) =>
    comparedRow(`P6 added ${name} at ${inFlight}, ms`, comparison, "ms", name === "p50" ? { atMost: 5, aim: 3 } : { atMost: 25, aim: 15 }),
  );
}

/** P7: creations a second at 64 in flight against the bare calls alone. */
export async function throughputRows(at: { product: Product; gatewayUrl: string }, { rounds, samples }: Effort): Promise<Row[]> {
  const compared = await withBoth(at, 64, (bare, product) =>
    compareEach(rounds, { perSecond: "ratio" }, async () => ({
      perSecond: { reference: (await bare(samples)).perSecond, product: (await product(samples)).perSecond },
    })),
  );
  return [...compared.values()].map((comparison) => comparedRow("P7 creations/s at 64", comparison, "per s", { atLeast: 0.8, aim: 0.95 }));
}

type Driver = (calls: number) => Promise<Driven>;

async function withBoth<T>(
  at: { product: Product; gatewayUrl: string },
  inFlight: number,
  work: (bare: Driver, product: Driver) => Promise<T>,
): Promise<T> {
  const client = httpClient(inFlight);
  try {
    const bare = bareCaller(client, at.gatewayUrl);
    const create = () => bodyOf(client.send("POST", `${at.product.url}/bench/orders`, { "content-type": "application/json" }, newOrder()));
    const drivers: [Driver, Driver] = [(calls) => drive(inFlight, calls, () => bare.create()), (calls) => drive(inFlight, calls, create)];
    for (const driver of drivers) await driver(WARM_UP); // connections stand, code is compiled
    return await work(...drivers);
  } finally {
    client.close();
  }
}

function newOrder(): string {
  return JSON.stringify({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "qr" });
}
