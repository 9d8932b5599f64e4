import { listOrders, type OrderFilter } from "@tillbook/db/orders";
import type pg from "pg";
import { alternate, compare } from "../frame/compare.ts";
import { type Budget, comparedRow, type Row } from "../frame/report.ts";
import { anyTime, inTurn } from "./places.ts";
import type { Ask, Route, RouteName } from "./routes.ts";
import { runBare, type SentStatement, statementOf } from "./statement.ts";

/** The merchants' API is held to it; the other ways show what their entrance adds. */
const BUDGETS = { rest: { atMost: 3, aim: 2 }, plain: null, trpc: null } satisfies Record<RouteName, Budget | null>;
/** Pages at so many depths are read in turn; no page is read by reference and product one after the other, which would warm it. */
const DEPTHS = 64;

type Deep = { readonly ask: Ask; readonly sql: SentStatement };

/** How much is  */
export type Effort = { readonly rounds: number; readonly samples: number };

/** Whose orders there are, and of which time. */
export type Books = { readonly accountId: string; readonly from: Date; readonly until: Date };

/** P9: a page of 50 through the API, at any depth by keyset, against its own SQL run bare. */
export async function pagingRows(client: pg.Client, books: Books, route: Route, { rounds, samples }: Effort): Promise<Row[]> {
  const first = { ask: {}, sql: await statementOf((sql) => listOrders(sql, filterOf(books, null, null))) };
  const depths: Deep[] = [];
  while (depths.length < DEPTHS) depths.push(await deepPage(books, route));
  const nextForReference = inTurn(depths);
  const nextForProduct = inTurn([...depths.slice(DEPTHS / 2), ...depths.slice(0, DEPTHS / 2)]);
  const rows: Row[] = [];
  for (const [name, reference, product] of [
    ["first page", () => first, () => first],
    ["any depth", nextForReference, nextForProduct],
  ] as const) {
    const comparison = await compare(rounds, () =>
      alternate(
        samples,
        () => runBare(client, reference().sql),
        () => route.list(product().ask),
      ),
    );
    rows.push(comparedRow(`P9 ${name}, ${route.name}`, comparison, "ms", BUDGETS[route.name]));
  }
  return rows;
}

/** The second page of a list that ends at any instant: its place is known from the first, as to any caller. */
async function deepPage(books: Books, route: Route): Promise<Deep> {
  for (;;) {
    const createdTo = anyTime(books).toISOString();
    const page = route.read(await route.list({ createdTo }));
    const last = page.items.at(-1);
    if (page.nextCursor === null || !last) continue; // too near to the beginning of the books
    const filter = filterOf(books, new Date(createdTo), { at: new Date(last.createdAt), id: last.id });
    return { ask: { createdTo, cursor: page.nextCursor }, sql: await statementOf((sql) => listOrders(sql, filter)) };
  }
}

export function filterOf({ accountId }: Books, createdTo: Date | null, after: OrderFilter["after"]): OrderFilter {
  return {
    accountId,
    states: [],
    search: null,
    createdFrom: null,
    createdTo,
    paidFrom: null,
    paidTo: null,
    refundedFrom: null,
    refundedTo: null,
    currency: null,
    after,
    limit: 50,
    now: new Date(),
  };
}
