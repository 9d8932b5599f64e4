import { useTestDatabase } from "@tillbook/db/testing";
import { JOURNAL_EVENT_KINDS, JOURNAL_LAYOUTS, type JournalLayout } from "@tillbook/domain/reconciliation/journals";
import { beforeAll, describe, expect, it } from "vitest";
import { importStatement } from "../../settlement/index.ts";
import { DAY, NEXT_DAY, sold, takeIn } from "../../settlement/testing/books.ts";
import {
  approveReopen,
  approveResolutions,
  exportJournals,
  listBreaks,
  proposeReopen,
  proposeResolutions,
  readClose,
  readJournals,
} from "../index.ts";
import { close, onDay, run, twoPeople } from "../testing/people.ts";

const test = useTestDatabase();
type People = Awaited<ReturnType<typeof twoPeople>>;
const HEADER =
  "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount,settle_currcd,exchange_rate,settle_amount,remark";

function row(
  batch: string,
  type: string,
  syssn: string,
  gross: string,
  fee: string,
  net: string,
  over: { settle?: string; orig?: string; remark?: string } = {},
) {
  const { settle = "HKD,,", orig = "", remark = "" } = over;
  return [batch, DAY, NEXT_DAY, "SHOP1", type, syssn, orig, `${DAY} 12:00:00`, "HKD", gross, fee, net, settle, remark].join(",");
}

/** One of everything that can move the books; the payout is for the first batch. */
const FILE = [
  HEADER,
  row("A1", "PAYMENT", "P1", "100.00", "0.80", "99.20"),
  row("A1", "REFUND", "R1", "-40.00", "-0.32", "-39.68", { orig: "P1" }),
  row("A1", "RESERVE_HOLD", "", "-9.00", "0.00", "-9.00"),
  row("B1", "PAYMENT", "P2", "99.99", "0.80", "99.19"),
  row("B1", "PAYMENT", "P3", "100.00", "1.00", "99.00"),
  row("B1", "PAYMENT", "P4", "100.00", "0.80", "99.20", { settle: "CNY,0.92,91.20" }),
  row("B1", "CHARGEBACK", "P1", "-60.00", "0.00", "-60.00"),
  row("B1", "ADJUSTMENT", "", "-1.50", "0.00", "-1.50", { remark: "who knows" }),
  `#PAYOUT,PAY1,HKD,50.52,${NEXT_DAY}`,
].join("\n");
const BANK = `value_date,description,reference,amount,currency,balance\n${NEXT_DAY},QFPAY,PAY1,45.52,HKD,45.52\n${DAY},CHAN TAI MAN,,77.00,HKD,122.52\n`;

/** Every difference is accepted by two people. */
async function acceptAll(people: People): Promise<void> {
  const { items } = await listBreaks(people.anna, { isSettled: false, settleDay: DAY, limit: 50 });
  for (const { runId, ordinal } of items) {
    const wish = { action: "WRITE_OFF", account: "write_off" } as const;
    const { proposals } = await proposeResolutions(people.anna, { settleDay: DAY, runId, ordinals: [ordinal], wish, reason: "accepted" });
    await approveResolutions(people.ben, { proposalIds: proposals.map(({ proposalId }) => proposalId) });
  }
}

type Entry = { journal: string; currency: string; account: string; cents: bigint };

/** A ledger of another house: takes a file in, and trusts nothing in it but its columns. */
function takenIn(layout: JournalLayout, csv: string): Entry[] {
  const [header = [], ...rows] = csv
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  const cents = (text: string): bigint => (text === "" ? 0n : BigInt(text.replace(".", "")));
  return rows.map((cells) => {
    const cell = (name: string): string => cells[header.indexOf(name)] ?? "";
    const [journal, date] = { generic: ["journal_no", "date"], xero: ["Narration", "Date"], quickbooks: ["JournalNo", "JournalDate"] }[
      layout
    ].map(cell);
    const currency = /-([A-Z]{3})-v\d+(?:-R)?$/.exec(journal ?? "")?.[1] ?? "";
    const account = cell({ generic: "account_name", xero: "AccountCode", quickbooks: "AccountName" }[layout]);
    const moved = {
      generic: cents(cell("debit")) - cents(cell("credit")),
      xero: cents(cell("Amount")),
      quickbooks: cents(cell("Debits")) - cents(cell("Credits")),
    };
    return { journal: `${journal} of ${date}`, currency, account, cents: moved[layout] };
  });
}

/** What every journal is off by, and what every account has in the end. */
function booked(entries: readonly Entry[]): { off: string[]; accounts: Record<string, bigint> } {
  const sum = (group: readonly Entry[]): bigint => group.reduce((all, { cents }) => all + cents, 0n);
  const journals = [...Map.groupBy(entries, ({ journal }) => journal)];
  const accounts = [...Map.groupBy(entries, ({ currency, account }) => `${currency} ${account}`)];
  return {
    off: journals.filter(([, group]) => sum(group) !== 0n).map(([journal]) => journal),
    accounts: Object.fromEntries(accounts.map(([account, group]) => [account, sum(group)]).filter(([, cents]) => cents !== 0n)),
  };
}

describe("a day with every kind of event", () => {
  let people: People;
  const wish = { first: DAY, last: DAY };
  const exported = async (layout: JournalLayout) =>
    (await exportJournals(people.anna, { ...wish, layout })).files.flatMap(({ csv }) => takenIn(layout, csv));

  beforeAll(async () => {
    people = await twoPeople(test.db, { acceptReserveLines: true, payout: { bankCharges: ["5.00"], remitterAliases: ["QFPAY"] } });
    await takeIn(
      people.anna,
      sold("P1", { cancel: "5" }),
      sold("R1", { amountMinor: -4_000n, origssn: "P1" }),
      sold("P2"),
      sold("P3"),
      sold("P4"),
    );
    await importStatement(people.anna, { name: "day.csv", bytes: Buffer.from(`${FILE}\n`) });
    await importStatement(people.anna, { name: "bank.csv", bytes: Buffer.from(BANK) });
    await run(people.anna, DAY);
    await acceptAll(people);
    await run(people.anna, DAY);
    await close(people, DAY);
  });

  it("is journalled whole: no kind is missing", async () => {
    const journals = await readJournals(people.anna, { settleDay: DAY });
    expect(journals.map(({ number }) => number)).toEqual([`QF-SHOP1-${DAY}-CNY-v1`, `QF-SHOP1-${DAY}-HKD-v1`]);
    const events = new Set(journals.flatMap(({ lines }) => lines.map(({ event }) => event)));
    expect([...events].toSorted()).toEqual(JOURNAL_EVENT_KINDS.toSorted());
  });

  it.each(JOURNAL_LAYOUTS)(
    "balances in a ledger that takes %s, in every currency, and leaves with QFPay what the close says",
    async (layout) => {
      const { off, accounts } = booked(await exported(layout));
      expect(off).toEqual([]);
      const { balances } = await readClose(people.anna, { settleDay: DAY });
      for (const { currency, closing } of balances)
        expect((accounts[`${currency} clearing`] ?? 0n) + (accounts[`${currency} reserve`] ?? 0n)).toBe(BigInt(closing.replace(".", "")));
    },
  );

  it("keeps its numbers whenever it is exported, and says that it left before", async () => {
    const numbers = [`QF-SHOP1-${DAY}-CNY-v1`, `QF-SHOP1-${DAY}-HKD-v1`];
    const again = await exportJournals(people.anna, { ...wish, layout: "generic" });
    expect([again.numbers, again.again]).toEqual([numbers, numbers]);
  });

  it("that is opened again is taken back by reversals, and journalled anew: the ledger holds the new version alone", async () => {
    const before = booked(await exported("generic")).accounts;
    const { proposalId } = await proposeReopen(onDay(people.anna, NEXT_DAY), { settleDay: DAY, reason: "late batch" });
    await approveReopen(onDay(people.ben, NEXT_DAY), { proposalId });
    expect(booked(await exported("generic"))).toEqual({ off: [], accounts: {} });
    await run(people.anna, DAY);
    await close(people, DAY);
    const entries = await exported("generic");
    const numbers = (await readJournals(people.anna, { settleDay: DAY })).map(({ number, reverses }) => [
      number.slice(-7),
      reverses?.slice(-6) ?? null,
    ]);
    expect(numbers).toEqual([
      ["-CNY-v1", null],
      ["-HKD-v1", null],
      ["NY-v1-R", "CNY-v1"],
      ["KD-v1-R", "HKD-v1"],
      ["-CNY-v2", null],
      ["-HKD-v2", null],
    ]);
    expect(booked(entries)).toEqual({ off: [], accounts: before });
  });
});
