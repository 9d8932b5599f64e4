import type { StoredEntry } from "@tillbook/db/reconciliation";
import { useTestDatabase } from "@tillbook/db/testing";
import { money } from "@tillbook/domain/money";
import {
  contractFor,
  type FeeContract,
  feeOn,
  feeReturned,
  type SettlementRules,
  settlementRulesSchema,
} from "@tillbook/domain/settlement";
import { addDays, wireFromInstant } from "@tillbook/domain/time";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BooksContext, type EnquiredTransaction, importStatement } from "../settlement/index.ts";
import { DAY, financeAt, takeIn } from "../settlement/testing/books.ts";
import { runDay } from "./index.ts";

const test = useTestDatabase();
const HOUR_MS = 3_600_000;
const MIDNIGHT = Date.parse(`${DAY}T00:00:00+08:00`);

/** One transaction of ours, with what is printed for it. Amounts in cents, times in hours from the start of the day. */
type Made = {
  amount: number;
  hours: number;
  /** A share of it that was given back, in hundredths. */
  refund: number | null;
  state: Partial<EnquiredTransaction> & { amount?: never };
  isKnown: boolean;
  rows: Twist[];
};
/** How a printed row differs from what it should be. */
type Twist = {
  file?: number;
  day?: number;
  gross?: number;
  fee?: number;
  net?: number;
  currency?: string;
  mchid?: string;
  syssn?: string;
  origssn?: string;
  outTradeNo?: string;
  type?: string;
  isOfRefund?: boolean;
};

const twist: fc.Arbitrary<Twist> = fc.record(
  {
    file: fc.constantFrom(1, 2),
    day: fc.constantFrom(-1, 1),
    gross: fc.constantFrom(-1, 100),
    fee: fc.constantFrom(-2, -1, 1, 5),
    net: fc.constantFrom(1),
    currency: fc.constantFrom("CNY"),
    mchid: fc.constantFrom("SHOP2", "THEIRS"),
    syssn: fc.constantFrom("", "P0", "P1", "R0", "X"),
    origssn: fc.constantFrom("P0", "P2"),
    outTradeNo: fc.constantFrom("TB-P0", "TB-P1"),
    type: fc.constantFrom("PAYMENT", "REFUND", "CANCEL", "CHARGEBACK"),
    isOfRefund: fc.boolean(),
  },
  { requiredKeys: [] },
);
/** Mostly as it should be: exactness is about the many rows with nothing to say, beside few that have. */
const rows: fc.Arbitrary<Twist[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Twist[]>([{}]) },
  { weight: 3, arbitrary: fc.array(twist, { maxLength: 2 }) },
);
const made: fc.Arbitrary<Made> = fc.record({
  amount: fc.integer({ min: 1, max: 30_000 }),
  hours: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 21 }) },
    { weight: 1, arbitrary: fc.constantFrom(-30, -1, 22, 23, 24, 50) },
  ),
  refund: fc.option(fc.integer({ min: 1, max: 120 }), { freq: 3 }),
  state: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Made["state"]>({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom({ respcd: "1143" }, { cancel: "2" }, { payType: "801008" }, { mchid: "SHOP2" }, { mchid: null }),
    },
  ),
  isKnown: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  rows,
});
const rules = fc.record({
  mchids: fc.constant(["SHOP1", "SHOP2"]),
  cutoff: fc.constantFrom("00:00:00", "22:00:00"),
  fee: fc.option(
    fc.record({
      rate: fc.constantFrom("0.80%", "0.60%", "0", "1.234567891234567%"),
      rounding: fc.constantFrom("HALF_UP", "HALF_EVEN", "DOWN"),
      refundFee: fc.constantFrom("CUMULATIVE", "PER_LINE", "NONE"),
      minFee: fc.constantFrom("0", "0.10"),
      maxFee: fc.constantFrom(null, "1.50"),
      fixedFee: fc.constantFrom("0", "0.005", "0.30"),
    }),
    { freq: 5 },
  ),
  fees: fc.subarray([
    { mchid: "SHOP2", rate: "0.60%", fixedFee: "0.05" },
    { currency: "HKD", validFrom: DAY, rate: "1.00%", maxFee: "2.00" },
    { currency: "HKD", validUntil: addDays(DAY, -1), rate: "2.00%" },
  ]),
  tolerance: fc.constantFrom({}, { feeFileCapMinor: 0 }),
});

describe("a day of which the database judges the plain rows", () => {
  it("comes out as if every row had gone through the rule: the same hash, entries, sums and proofs", async () => {
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 9 }), rules, async (books, settlementRules) => {
        const ctx = await deskWith(settlementRules);
        await fill(ctx, books);
        const asOf = addDays(DAY, 5);
        const whole = await runDay(ctx, { settleDay: DAY, asOf }, "whole");
        const exact = await runDay(ctx, { settleDay: DAY, asOf }, "exact");
        plain += exact.outcome.plain.reduce((sum, { lines }) => sum + lines, 0);
        expect(await said(exact.runId)).toEqual(await said(whole.runId));
      }),
      { numRuns: 25 },
    );
    expect(plain).toBeGreaterThan(0);
  });
});

/** Everything that is kept of a run, but what tells one run from another. */
async function said(runId: string): Promise<object> {
  const [row] = await test.db.read.sql<{ accountId: string }>(`SELECT "accountId" FROM "ReconciliationRun" WHERE "id" = $1`, [runId]);
  const run = await test.db.read.runs.byId(row?.accountId ?? "", runId);
  const { id: _id, seq: _seq, ranAt: _ranAt, ...head } = run ?? {};
  const batches = await test.db.read.sql(
    `SELECT "ordinal", "batchNo", "settleDate", "currency", "settleMinor" FROM "RunBatch" WHERE "runId" = $1 ORDER BY 1`,
    [runId],
  );
  return { head, batches, entries: await entriesOf(runId) };
}

async function entriesOf(runId: string): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (let after = -1; ; after = entries.at(-1)?.ordinal ?? after) {
    const page = await test.db.read.runs.allEntries(runId, { after, limit: 4 });
    if (page.length === 0) return entries;
    entries.push(...page);
  }
}

async function deskWith(settlementRules: object): Promise<BooksContext> {
  const ctx = await financeAt(test.db);
  return { ...ctx, account: { ...ctx.account, settlementRules } };
}

/** Takes the transactions in, and files of three days with what is printed for them. */
async function fill(ctx: BooksContext, books: readonly Made[]): Promise<void> {
  const settlementRules = settlementRulesSchema.parse(ctx.account.settlementRules);
  const known = books.flatMap((each, nth) => (each.isKnown ? oursOf(each, nth) : []));
  await takeIn(ctx, ...known);
  const printed = books.flatMap((each, nth) => printedFor(each, nth, settlementRules));
  for (const [name, inFile] of Map.groupBy(printed, ({ file }) => file)) {
    const [text, ...more] = inFile.map(({ text: row }) => row);
    if (text !== undefined) await importStatement(ctx, { name: `${name}.csv`, bytes: Buffer.from([HEADER, text, ...more, ""].join("\n")) });
  }
}

function oursOf({ amount, hours, refund, state }: Made, nth: number): EnquiredTransaction[] {
  const payment = transaction(`P${nth}`, { amount, hours, ...state });
  const given = refundOf({ amount, refund });
  return given === null ? [payment] : [payment, transaction(`R${nth}`, { amount: -given, hours: hours + 1, origssn: `P${nth}` })];
}

function refundOf({ amount, refund }: Pick<Made, "amount" | "refund">): number | null {
  const given = refund === null ? 0 : Math.floor((amount * refund) / 100);
  return given > 0 ? given : null;
}

type Told = Partial<Omit<EnquiredTransaction, "amount">> & { amount: number; hours: number };

function transaction(syssn: string, told: Told): EnquiredTransaction {
  const { amount, hours, ...rest } = told;
  const sysdtm = new Date(MIDNIGHT + hours * HOUR_MS);
  return {
    syssn,
    origssn: null,
    outTradeNo: `TB-${syssn}`,
    chnlsn: null,
    mchid: "SHOP1",
    kind: amount < 0 ? "refund" : "payment",
    payType: "800201",
    respcd: "0000",
    cancel: "0",
    txdtm: sysdtm,
    sysdtm,
    paydtm: sysdtm,
    ...rest,
    amount: money(BigInt(amount), "HKD"),
  };
}

const HEADER =
  "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,out_trade_no,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount";

function printedFor(each: Made, nth: number, settlementRules: SettlementRules): { file: string; text: string }[] {
  const given = refundOf(each);
  const own = each.rows.map((change) => rowOf(each, nth, given, change, settlementRules));
  return given !== null && each.rows.length > 0 ? [...own, rowOf(each, nth, given, { isOfRefund: true }, settlementRules)] : own;
}

function rowOf(each: Made, nth: number, given: number | null, change: Twist, rules: SettlementRules): { file: string; text: string } {
  const isRefund = change.isOfRefund === true && given !== null;
  const amount = isRefund ? -given : each.amount;
  const gross = amount + (change.gross ?? 0);
  const tradeDate = addDays(DAY, change.day ?? 0);
  const contract = contractFor(rules, { mchid: change.mchid ?? "SHOP1", payType: null, currency: "HKD", tradeDate });
  const fee = feeFor(each.amount, isRefund ? given : null, contract) + (change.fee ?? 0);
  const cells = [
    `B${tradeDate}${change.file ?? 0}`,
    tradeDate,
    addDays(tradeDate, 1),
    change.mchid ?? "SHOP1",
    change.type ?? (amount < 0 ? "REFUND" : "PAYMENT"),
    change.syssn ?? `${isRefund ? "R" : "P"}${nth}`,
    change.origssn ?? (isRefund ? `P${nth}` : ""),
    change.outTradeNo ?? `TB-${isRefund ? "R" : "P"}${nth}`,
    wireFromInstant(new Date(MIDNIGHT + each.hours * HOUR_MS)),
    change.currency ?? "HKD",
    cents(gross),
    cents(fee),
    cents(gross - fee + (change.net ?? 0)),
  ];
  return { file: `${tradeDate} ${change.file ?? 0}`, text: cells.join(",") };
}

function feeFor(paid: number, given: number | null, contract: FeeContract | null): number {
  if (contract === null) return 0;
  if (given === null) return Number(feeOn(BigInt(paid), "HKD", contract));
  return Number(feeReturned({ grossMinor: BigInt(-given), paidMinor: BigInt(paid), refundedBefore: 0n }, "HKD", contract));
}

function cents(minor: number): string {
  const size = Math.abs(minor);
  return `${minor < 0 ? "-" : ""}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
}
