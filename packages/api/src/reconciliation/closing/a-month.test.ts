import { useTestDatabase } from "@tillbook/db/testing";
import { addDays, type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { beforeAll, describe, expect, it } from "vitest";
import { importStatement, readDisputes, readPayouts, readReserves } from "../../settlement/index.ts";
import { sold, takeIn } from "../../settlement/testing/books.ts";
import {
  approveMonthClose,
  approveMonthReopen,
  approveResolutions,
  exportJournals,
  listBreaks,
  proposeBankRow,
  proposeClose,
  proposeMonthClose,
  proposeMonthReopen,
  proposeReopen,
  proposeResolutions,
  readClose,
  readJournals,
  readMonth,
  stateNoActivity,
} from "../index.ts";
import { close, onDay, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();
type People = Awaited<ReturnType<typeof twoPeople>>;
const MONTH = "2026-02";
const HEADER =
  "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount,settle_currcd,exchange_rate,settle_amount,remark";
const day = (date: number): SettlementDay => settlementDaySchema.parse(`${MONTH}-${String(date).padStart(2, "0")}`);
const LAST = 28;

type Row = { type?: string; syssn?: string; orig?: string; gross: string; fee?: string; net: string; settle?: string; remark?: string };
function rowOf(
  date: number,
  { type = "PAYMENT", syssn = "", orig = "", gross, fee = "0.00", net, settle = "HKD,,", remark = "" }: Row,
): string {
  return [
    `B${date}`,
    day(date),
    addDays(day(date), 1),
    "SHOP1",
    type,
    syssn,
    orig,
    `${day(date)} 12:00:00`,
    "HKD",
    gross,
    fee,
    net,
    settle,
    remark,
  ].join(",");
}

const upload = (people: People, name: string, ...rows: string[]) =>
  importStatement(people.anna, { name, bytes: Buffer.from(`${[HEADER, ...rows].join("\n")}\n`) });

const P1 = { syssn: "P1", gross: "100.00", fee: "0.80", net: "99.20" };
/** What the provider prints: of every kind something, and a payout over the first two batches. */
const ROWS: Readonly<Record<number, readonly string[]>> = {
  1: [rowOf(1, P1), rowOf(1, { type: "REFUND", syssn: "R1", orig: "P1", gross: "-40.00", fee: "-0.32", net: "-39.68" })],
  2: [
    rowOf(2, { syssn: "P2", gross: "200.00", fee: "1.60", net: "198.40" }),
    rowOf(2, { type: "RESERVE_HOLD", gross: "-20.00", net: "-20.00" }),
    rowOf(2, { type: "FEE", gross: "-5.00", net: "-5.00", remark: "monthly" }),
    `#PAYOUT,PAY1,HKD,232.92,${day(3)}`,
  ],
  3: [
    rowOf(3, { type: "CHARGEBACK", syssn: "P1", gross: "-60.00", net: "-60.00" }),
    rowOf(3, { type: "ADJUSTMENT", gross: "-1.50", net: "-1.50", remark: "who knows" }),
    rowOf(3, { syssn: "P3", gross: "50.00", fee: "0.40", net: "49.60", settle: "CNY,0.92,45.63" }),
    rowOf(3, { syssn: "X9", gross: "10.00", fee: "0.08", net: "9.92" }),
  ],
  4: [
    rowOf(4, { type: "CHARGEBACK_REVERSAL", syssn: "P1", gross: "60.00", net: "60.00" }),
    rowOf(4, { type: "RESERVE_RELEASE", gross: "5.00", net: "5.00" }),
    rowOf(4, { syssn: "P4", gross: "79.00", fee: "0.63", net: "78.37" }),
  ],
};

async function writeOffAll(people: People, settleDay: SettlementDay): Promise<void> {
  const { items } = await listBreaks(people.anna, { isSettled: false, settleDay, limit: 50 });
  for (const { runId, ordinal } of items) {
    const wish = { action: "WRITE_OFF", account: "write_off" } as const;
    const { proposals } = await proposeResolutions(people.anna, { settleDay, runId, ordinals: [ordinal], wish, reason: "accepted" });
    await approveResolutions(people.ben, { proposalIds: proposals.map(({ proposalId }) => proposalId) });
  }
}

let people: People;
const proofs: string[] = [];

/** A whole month: four busy days, the rest quiet, every day closed the morning after it. */
beforeAll(async () => {
  people = await twoPeople(test.db, {
    acceptReserveLines: true,
    reserveDays: 30,
    expectedFees: [{ remark: "monthly", amount: "5.00" }],
    payout: { bankCharges: ["15.00"], remitterAliases: ["QFPAY HAOJIN"] },
  });
  const made = (syssn: string, amountMinor: bigint, date: number, over: object = {}) =>
    sold(syssn, { amountMinor, time: `${day(date)} 12:00:00`, ...over });
  await takeIn(
    people.anna,
    made("P1", 10_000n, 1, { cancel: "5" }),
    made("R1", -4_000n, 1, { origssn: "P1" }),
    made("P2", 20_000n, 2),
    made("P3", 5_000n, 3),
    made("P4", 8_000n, 4),
    made("P5", 3_000n, 1),
  );
  const bank = [
    "value_date,description,reference,amount,currency,balance",
    `${day(3)},QFPAY HAOJIN,PAY1,217.92,HKD,217.92`,
    `${day(4)},CHAN TAI MAN,,77.00,HKD,294.92`,
  ];
  await importStatement(people.anna, { name: "bank.csv", bytes: Buffer.from(`${bank.join("\n")}\n`) });
  for (let date = 1; date <= LAST; date += 1) {
    const rows = ROWS[date];
    if (rows) await upload(people, `${day(date)}.csv`, ...rows);
    else await stateNoActivity(people.anna, { settleDay: day(date), reason: "nothing sold" });
    proofs.push((await run(people.anna, day(date))).proofs.balance);
    await writeOffAll(people, day(date));
    proofs.push((await run(people.anna, day(date))).proofs.balance);
    await close(people, day(date));
  }
}, 240_000);

describe("a month, closed day by day", () => {
  it("has its balance with QFPay proven every day, before and after what people decide", async () => {
    expect(new Set(proofs)).toEqual(new Set(["0.00"]));
    expect((await readClose(people.anna, { settleDay: day(2) })).balances).toEqual([
      {
        currency: "HKD", opening: "89.52", payments: "200.00", refunds: "0.00", fees: "-6.60", adjustments: "0.00", payouts: "-232.92", conversions: "0.00",
        writeOffs: "0.00", closing: "50.00", openTransactions: "30.00", openBreaks: "0.00", unpaidBatches: "0.00", reservesHeld: "20.00",
      }, // biome-ignore format: a list reads better
    ]);
    expect((await readClose(people.anna, { settleDay: day(3) })).balances).toMatchObject([
      { currency: "CNY", conversions: "45.63", closing: "45.63", unpaidBatches: "45.63" },
      { currency: "HKD", opening: "50.00", adjustments: "-61.50", conversions: "-49.60", writeOffs: "10.00", unpaidBatches: "-51.58" },
    ]);
    expect((await readClose(people.anna, { settleDay: day(LAST) })).balances).toMatchObject([
      { currency: "CNY" },
      { openTransactions: "0.00", openBreaks: "0.00" },
    ]);
  });

  it("follows payouts to the bank, disputes to their end, and what is held back", async () => {
    expect(await readPayouts(people.anna, { asOf: day(5) })).toMatchObject({
      payouts: [{ ref: "PAY1", status: "MATCHED", batches: [{ batchNo: "B1" }, { batchNo: "B2" }] }],
      unpaid: [{ batchNo: "B3", currency: "CNY" }, { batchNo: "B3", currency: "HKD" }, { batchNo: "B4" }],
      bank: [
        { line: "bank.csv#2", status: "MATCHED", explained: [{ code: "BANK_CHARGE", amount: "-15.00" }] },
        { line: "bank.csv#3", status: "BROKEN", codes: ["BANK_UNKNOWN"], difference: "77.00" },
      ],
    });
    expect(await readDisputes(people.anna)).toMatchObject([
      { syssn: "P1", amount: "60.00", state: "WON", openedOn: day(3), endedOn: day(4) },
    ]);
    expect(await readReserves(people.anna, { first: day(1), last: day(LAST) })).toMatchObject([
      {
        opening: "0.00",
        held: "20.00",
        released: "5.00",
        closing: "15.00",
        outstanding: [{ amount: "15.00", dueOn: addDays(day(3), 30) }],
      },
    ]);
  });

  it("writes balanced journals of every kind of event, whose clearing and reserve come to the balance", async () => {
    const cents = (text: string): bigint => BigInt(text.replace(".", ""));
    const held = new Map<string, bigint>();
    const events = new Set<string>();
    for (let date = 1; date <= LAST; date += 1) {
      for (const { lines, currency } of await readJournals(people.anna, { settleDay: day(date) })) {
        expect(lines.reduce((sum, { debit, credit }) => sum + cents(debit) - cents(credit), 0n)).toBe(0n);
        for (const { account, debit, credit, event } of lines) {
          events.add(event);
          if (account === "clearing" || account === "reserve")
            held.set(currency, (held.get(currency) ?? 0n) + cents(debit) - cents(credit));
        }
      }
    }
    expect([...events].toSorted()).toEqual(
      [
        "adjustments",
        "bank_charge",
        "chargebacks",
        "converted",
        "fees",
        "payments",
        "payout",
        "refunds",
        "reserve_held",
        "unknown_receipt",
        "write_off",
        "write_off_suspense",
      ].toSorted(),
    );
    const { balances } = await readClose(people.anna, { settleDay: day(LAST) });
    expect(balances.map(({ currency, closing }) => [currency, cents(closing)])).toEqual([...held].toSorted());
  });

  it("hands its journals to a ledger, and says which it handed over before", async () => {
    const asked = { first: day(1), last: day(2), layout: "xero" } as const;
    expect(await exportJournals(people.anna, asked)).toMatchObject({
      numbers: ["QF-SHOP1-2026-02-01-HKD-v1", "QF-SHOP1-2026-02-02-HKD-v1"],
      again: [],
    });
    expect(await exportJournals(people.anna, { ...asked, last: day(1) })).toMatchObject({ again: ["QF-SHOP1-2026-02-01-HKD-v1"] });
  });
});

describe("closing the month", () => {
  const unmet = async (ledger?: { currency: "HKD" | "CNY"; amount: string }[]) =>
    (await readMonth(onDay(people.anna, addDays(day(LAST), 9)), { month: MONTH, ledger })).checklist
      .filter(({ isMet }) => !isMet)
      .map(({ code }) => code);
  const wish = { month: MONTH, reason: "all done" };

  it("takes all days, a bank without open matters, a ledger that says the same, and two people", async () => {
    const [anna, ben] = [onDay(people.anna, addDays(day(LAST), 9)), onDay(people.ben, addDays(day(LAST), 9))];
    expect(await unmet()).toEqual(["BANK_RECONCILED", "LEDGER_EQUALS"]);
    const { closing } = await readMonth(anna, { month: MONTH });
    const ledger = closing.map(({ currency, amount }) => ({ currency, amount }));
    await expect(proposeMonthClose(anna, { ...wish, ledger })).rejects.toMatchObject({
      code: "day_not_ready",
      fields: [{ fault: "BANK_RECONCILED" }],
    });
    const { bank } = await readPayouts(anna, { asOf: day(LAST) });
    const stranger = bank.find(({ codes }) => codes.includes("BANK_UNKNOWN"));
    const aside = await proposeBankRow(anna, {
      fileId: stranger?.fileId ?? "",
      lineNo: stranger?.lineNo ?? 0,
      action: "IGNORE_LINE",
      reason: "not QFPay's",
    });
    await expect(approveResolutions(anna, { proposalIds: [aside.proposalId] })).rejects.toMatchObject({ code: "own_request" });
    await approveResolutions(ben, { proposalIds: [aside.proposalId] });
    const { proposalId } = await proposeMonthClose(anna, { ...wish, ledger });
    await expect(approveMonthClose(anna, { proposalId })).rejects.toMatchObject({ code: "own_request" });
    const sealed = await approveMonthClose(ben, { proposalId });
    expect(sealed).toMatchObject({
      version: 1,
      maker: "staff:anna",
      checker: "staff:ben",
      balances: closing.map(({ amount }) => ({ closing: amount, ledger: amount })),
    });
    expect(sealed.days).toHaveLength(LAST);
  });

  it("keeps its days closed until the month itself is opened again", async () => {
    const reason = "late batch";
    await expect(proposeReopen(people.anna, { settleDay: day(2), reason })).rejects.toMatchObject({ code: "month_closed" });
    await expect(proposeMonthClose(people.anna, { ...wish, ledger: [] })).rejects.toMatchObject({ code: "month_closed" });
    const { proposalId } = await proposeMonthReopen(people.anna, { month: MONTH, reason });
    await expect(approveMonthReopen(people.anna, { proposalId })).rejects.toMatchObject({ code: "own_request" });
    await approveMonthReopen(people.ben, { proposalId });
    expect(await readMonth(people.anna, { month: MONTH })).toMatchObject({ state: "REOPENED", version: 2, closes: [{ version: 1 }] });
    await proposeReopen(people.anna, { settleDay: day(2), reason });
    await expect(proposeClose(people.anna, { settleDay: day(3) })).rejects.toMatchObject({ code: "day_closed" });
  });
});
