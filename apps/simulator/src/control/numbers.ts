import type { RowShown } from "./order-shown.ts";

/** What really happened under one of the merchant's numbers. Sums are minor units as text. */
export type NumberShown = {
  readonly app_code: string;
  readonly mchid: string | undefined;
  readonly out_trade_no: string;
  readonly kind: "payment" | "refund";
  readonly currency: string;
  readonly syssns: readonly string[];
  /** How often money was taken under this number. */
  readonly charged: number;
  readonly charged_sum: string;
  /** How often money was given back: of this payment, or under this refund's number. */
  readonly refunded: number;
  readonly refunded_sum: string;
};

/** Every number with what was taken and given back under it, so that a double shows. Pending refunds have not happened. */
export function numbersOf(rows: readonly RowShown[]): readonly NumberShown[] {
  const groups = Map.groupBy(
    rows.filter((row) => row.kind !== "close"),
    (row) => JSON.stringify([row.app_code, row.mchid, row.kind, row.out_trade_no]),
  );
  const given = Map.groupBy(
    rows.filter((row) => row.kind === "refund" && row.state === "done"),
    (row) => row.origssn,
  );
  return [...groups.values()].flatMap((group): NumberShown[] => {
    const [first] = group;
    if (first === undefined || first.kind === "close") return [];
    const taken = group.filter((row) => row.kind === "payment" && row.state === "paid");
    const back = first.kind === "refund" ? group.filter((row) => row.state === "done") : group.flatMap((row) => given.get(row.syssn) ?? []);
    return [
      {
        app_code: first.app_code,
        mchid: first.mchid,
        out_trade_no: first.out_trade_no,
        kind: first.kind,
        currency: first.currency,
        syssns: group.map((row) => row.syssn),
        charged: taken.length,
        charged_sum: sumOf(taken),
        refunded: back.length,
        refunded_sum: sumOf(back),
      },
    ];
  });
}

/** Whether a number was charged twice, made two refunds, or gave back more than was taken. */
export function isDouble(number: NumberShown): boolean {
  if (number.kind === "refund") return number.refunded > 1;
  return number.charged > 1 || BigInt(number.refunded_sum) > BigInt(number.charged_sum);
}

function sumOf(rows: readonly RowShown[]): string {
  return rows.reduce((sum, row) => sum + BigInt(row.amount), 0n).toString();
}
