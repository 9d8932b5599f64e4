import { brokenInBooks } from "@tillbook/db/invariants";
import { z } from "zod";
import type { BookRow } from "../../testing/index.ts";
import type { House } from "./house.ts";

const ourMovement = z.object({ syssn: z.string(), kind: z.enum(["payment", "refund"]), amountMinor: z.bigint() });
const ourPayment = z.object({ outTradeNo: z.string(), orderId: z.string(), state: z.string(), amountMinor: z.bigint() });
const ourRefund = z.object({ outTradeNo: z.string(), paymentNo: z.string(), state: z.string(), amountMinor: z.bigint() });

/** Both books as they are at one moment: ours, and QFPay's, which is right. */
export type Books = {
  readonly there: readonly BookRow[];
  readonly movements: ReadonlyMap<string, z.infer<typeof ourMovement>>;
  readonly payments: ReadonlyMap<string, z.infer<typeof ourPayment>>;
  readonly refunds: ReadonlyMap<string, z.infer<typeof ourRefund>>;
};

/** QFPay's book is read first: what it says had happened before we look at ours. */
export async function readBooks({ simulator, db }: Pick<House, "simulator" | "db">): Promise<Books> {
  const there = (await simulator.book()).filter((row) => row.kind !== "close");
  const { sql } = db.read;
  const movements = await sql(
    `SELECT "syssn", "kind", "amountMinor" FROM "Transaction" WHERE "respcd" = '0000' AND "cancel" NOT IN ('1', '2')`,
  );
  const payments = await sql(`SELECT "outTradeNo", "orderId", "state", "amountMinor" FROM "Payment"`);
  const refunds = await sql(
    `SELECT r."outTradeNo", p."outTradeNo" AS "paymentNo", r."state", r."amountMinor" FROM "Refund" r JOIN "Payment" p ON p."id" = r."paymentId"`,
  );
  return {
    there,
    movements: keyed(
      movements.map((row) => ourMovement.parse(row)),
      ({ syssn }) => syssn,
    ),
    payments: keyed(
      payments.map((row) => ourPayment.parse(row)),
      ({ outTradeNo }) => outTradeNo,
    ),
    refunds: keyed(
      refunds.map((row) => ourRefund.parse(row)),
      ({ outTradeNo }) => outTradeNo,
    ),
  };
}

/** Movements of money at QFPay, by its number, that our books do not show as what they are. */
export function unknownHere(books: Books): Map<string, BookRow> {
  const unknown = books.there.filter((row) => {
    if (!isMoney(row)) return false;
    const ours = books.movements.get(row.syssn);
    const state = row.kind === "refund" ? books.refunds.get(row.out_trade_no)?.state : books.payments.get(row.out_trade_no)?.state;
    const isShown = state === (row.kind === "refund" ? "refunded" : "paid");
    return !isShown || ours?.kind !== row.kind || absolute(ours.amountMinor) !== BigInt(row.amount);
  });
  return keyed(unknown, ({ syssn }) => syssn);
}

/** What must be nothing at all once everything has come to rest. Each entry says what is wrong, with the numbers to look at. */
export type Verdict = {
  /** I5: money that moved at QFPay and is not known here. */
  readonly lost: string[];
  /** Customers charged more than once for an order without us showing it. */
  readonly doubleCharges: string[];
  /** Money given back that nobody asked for, or twice for one request. */
  readonly doubleRefunds: string[];
  /** Promises of the books by SQL, I6, and last words here that QFPay has not spoken. */
  readonly brokenInvariants: string[];
  /** Orders charged more than once, shown or not. */
  readonly twins: string[];
};

export async function judge(house: Pick<House, "simulator" | "db">): Promise<Verdict> {
  const books = await readBooks(house);
  const broken = (await brokenInBooks(house.db)).map(({ name, ids }) => `${name}: ${ids.join(" ")}`);
  const charged = Map.groupBy(
    books.there.filter((row) => row.kind === "payment" && isMoney(row)),
    (row) => books.payments.get(row.out_trade_no)?.orderId ?? row.out_trade_no,
  );
  const twins = [...charged].filter(([, rows]) => rows.length > 1);
  const unknown = unknownHere(books);
  return {
    lost: [...unknown.values()].map((row) => `${row.kind} ${row.out_trade_no} ${row.syssn}`),
    doubleCharges: twins.filter(([, rows]) => rows.some((row) => unknown.has(row.syssn))).map(([order]) => order),
    doubleRefunds: doubleRefunds(books),
    brokenInvariants: [...broken, ...inventedHere(books), ...overHere(books)],
    twins: twins.map(([order]) => order),
  };
}

/** I6: nothing is money here that QFPay does not know as money. */
function inventedHere(books: Books): string[] {
  const there = new Set(books.there.filter(isMoney).map(({ syssn }) => syssn));
  return [...books.movements.keys()].filter((syssn) => !there.has(syssn)).map((syssn) => `invented here: ${syssn}`);
}

/** Attempts that we call over and that can still be paid at QFPay: what was unknown was taken for failed. */
function overHere(books: Books): string[] {
  return books.there.flatMap((row) => {
    const state = row.kind === "payment" && row.state === "open" ? books.payments.get(row.out_trade_no)?.state : undefined;
    return state === "failed" || state === "expired" || state === "cancelled" ? [`${state} here, payable there: ${row.out_trade_no}`] : [];
  });
}

function doubleRefunds(books: Books): string[] {
  const made = books.there.filter((row) => row.kind === "refund" && isMoney(row));
  const byNumber = Map.groupBy(made, (row) => row.out_trade_no);
  const twice = [...byNumber].filter(([number, rows]) => rows.length > 1 || !books.refunds.has(number)).map(([number]) => number);
  const given = Map.groupBy(made, (row) => books.refunds.get(row.out_trade_no)?.paymentNo ?? "");
  const tooMuch = [...given]
    .filter(([number, rows]) => sum(rows) > (books.payments.get(number)?.amountMinor ?? 0n))
    .map(([number]) => number);
  return [...twice, ...tooMuch];
}

function isMoney(row: BookRow): boolean {
  return row.respcd === "0000";
}

function sum(rows: readonly BookRow[]): bigint {
  return rows.reduce((total, row) => total + BigInt(row.amount), 0n);
}

function absolute(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function keyed<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}
