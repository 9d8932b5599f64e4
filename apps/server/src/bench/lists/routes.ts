import { z } from "zod";
import { DEMO_STAFF } from "../../demo/index.ts";
import { signIn } from "../../testing/index.ts";
import { bodyOf, type HttpClient } from "../frame/http-client.ts";
import { MERCHANT, type Product } from "../product/start-product.ts";

export const ROUTES = ["rest", "plain", "trpc"] as const;
/** The merchants' API by key, a route that does nothing but call the verb, and tRPC by session. */
export type RouteName = (typeof ROUTES)[number];

/** What is asked of a list. */
export type Ask = { readonly createdTo?: string; readonly cursor?: string; readonly q?: string };

const pageSchema = z.object({ items: z.array(z.object({ id: z.string(), createdAt: z.string() })), nextCursor: z.string().nullable() });
export type Page = z.infer<typeof pageSchema>;

/** One way over HTTP to the verbs behind the lists. */
export type Route = {
  readonly name: RouteName;
  /** Sends the question and takes the answer in whole; what is in it is not looked at. */
  list(ask: Ask): Promise<string>;
  read(text: string): Page;
};

export async function routeTo(product: Product, client: HttpClient, name: RouteName): Promise<Route> {
  const inputOf = (value: unknown): string => `?input=${encodeURIComponent(JSON.stringify(value))}`;
  const from = (headers: Readonly<Record<string, string>>) => (address: string) =>
    bodyOf(client.send("GET", product.url + address, headers));
  switch (name) {
    case "rest": {
      const get = from({ authorization: `Bearer ${MERCHANT.apiKey}` });
      return { name, list: (ask) => get(`/api/v1/orders?${new URLSearchParams({ limit: "50", ...ask }).toString()}`), read: pageIn };
    }
    case "plain": {
      const get = from({});
      return { name, list: (ask) => get(`/bench/orders${inputOf(ask)}`), read: pageIn };
    }
    case "trpc": {
      const [owner] = DEMO_STAFF;
      if (!owner) throw new Error("nobody can sign in");
      const get = from({ ...(await signIn(product.url, owner)).headers });
      return { name, list: (ask) => get(`/trpc/orders.list${inputOf(ask)}`), read: resultIn };
    }
  }
}

function pageIn(text: string): Page {
  return pageSchema.parse(JSON.parse(text));
}

function resultIn(text: string): Page {
  return z.object({ result: z.object({ data: pageSchema }) }).parse(JSON.parse(text)).result.data;
}
