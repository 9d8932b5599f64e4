import type { Context } from "@tillbook/api/context";
import { collect } from "@tillbook/api/desk";
import { readTakings, readTakingsSchema } from "@tillbook/api/insights";
import { listOrdersSchema, readListedOrder, readOrders, rowView } from "@tillbook/api/orders";
import { createOrderSchema } from "@tillbook/domain/orders";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Contexts, Deps } from "../../deps.ts";
import { MERCHANT } from "./start-product.ts";

const inputSchema = z.object({ input: z.string() });
const idSchema = z.object({ id: z.uuid() });

/** The verbs that are measured, each behind a route that does nothing else. */
export async function plainRoutes(app: FastifyInstance, { deps, contexts }: { deps: Deps; contexts: Contexts }): Promise<void> {
  const account = await deps.db.read.accounts.byAppCode(MERCHANT.appCode, null);
  if (!account) throw new Error("the product has no account");
  const enter = (): Promise<Context> => contexts.of(account.id, { kind: "system", name: "bench" });
  const inputOf = (query: unknown): unknown => JSON.parse(inputSchema.parse(query).input);
  app.get("/bench/orders", async ({ query }) => readOrders(await enter(), listOrdersSchema.parse(inputOf(query))));
  app.get("/bench/orders/:id", async ({ params }) => rowView(await readListedOrder(await enter(), idSchema.parse(params).id)));
  app.get("/bench/takings", async ({ query }) => readTakings(await enter(), readTakingsSchema.parse(inputOf(query))));
  app.post("/bench/orders", async ({ body }) => ({ id: await collect(await enter(), createOrderSchema.parse(body)) }));
}
