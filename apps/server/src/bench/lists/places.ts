import type pg from "pg";

/** A generated order, by its numbers. */
export type KnownOrder = { readonly id: string; readonly number: string; readonly outTradeNo: string; readonly syssn: string };

/** Orders of the account from anywhere in the table, in no order: what is asked for is never what was asked for just before. */
export async function someOrders(client: pg.Client, accountId: string, count: number): Promise<() => KnownOrder> {
  const { rows } = await client.query<KnownOrder>(
    `SELECT o."id", o."number", p."outTradeNo", p."syssn" FROM "Order" o TABLESAMPLE SYSTEM (1) JOIN "Payment" p ON p."id" = o."paidPaymentId"
     WHERE o."accountId" = $1 ORDER BY random() LIMIT $2`,
    [accountId, count],
  );
  return inTurn(rows);
}

/** Answers one after the other, and from the start again at the end. */
export function inTurn<T>(values: readonly T[]): () => T {
  let next = 0;
  return () => {
    const value = values[next++ % values.length];
    if (value === undefined) throw new Error("there is nothing to choose from");
    return value;
  };
}

/** Any instant of a span. */
export function anyTime({ from, until }: { from: Date; until: Date }): Date {
  return new Date(from.getTime() + Math.random() * (until.getTime() - from.getTime()));
}
