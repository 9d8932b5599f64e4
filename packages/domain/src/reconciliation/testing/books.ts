import { createHash } from "node:crypto";
import { type Currency, money } from "../../money/index.ts";
import { countLine, type Figures, type LineType, type SettlementRules, settlementRulesSchema } from "../../settlement/index.ts";
import { addDays, instantFromWire, type SettlementDay, settlementDaySchema, wireTimeSchema } from "../../time/index.ts";
import type { BookedFile, BookedLine, BookedTransaction, Books, DayFile } from "../index.ts";

export const DAY = settlementDaySchema.parse("2024-03-11");
export const day = (text: string): SettlementDay => settlementDaySchema.parse(text);
export const at = (text: string): Date => instantFromWire(wireTimeSchema.parse(text));

type Terms = { [K in keyof Omit<BookedTransaction, "amount" | "sysdtm">]?: BookedTransaction[K] } & {
  amount?: bigint;
  currency?: Currency;
  sysdtm?: string;
};

/** A payment of 10.00 HKD at noon, successful; a refund when told so. */
export function transaction(syssn: string, terms: Terms = {}): BookedTransaction {
  const { amount = 1_000n, currency = "HKD", sysdtm = "2024-03-11 12:00:00", ...rest } = terms;
  return {
    syssn,
    origssn: null,
    outTradeNo: `ORDER-${syssn}`,
    chnlsn: `WALLET-${syssn}`,
    mchid: "OURS",
    kind: amount < 0n ? "refund" : "payment",
    payType: "800201",
    amount: money(amount, currency),
    respcd: "0000",
    cancel: "0",
    environment: "production",
    sysdtm: at(sysdtm),
    ...rest,
  };
}

export function file(name: string): BookedFile {
  return { id: name, name, rawSha256: digest(`raw ${name}`), contentHash: digest(name) };
}

const THE_FILE = file("day.csv");

type Row = Partial<Omit<BookedLine, "sysdtm" | "digest">> & { gross?: bigint; fee?: bigint; sysdtm?: string };

/** The row a provider would print for a transaction, at no fee: its type, number and amount, in batch B1 of the day. */
export function line(of: BookedTransaction | string | null, row: Row = {}): BookedLine {
  const ours = typeof of === "string" || of === null ? transaction(of ?? "") : of;
  const { gross = row.grossMinor ?? ours.amount.minor, fee = row.feeMinor ?? 0n, sysdtm, ...rest } = row;
  const lineType: LineType = gross < 0n ? "REFUND" : "PAYMENT";
  const tradeDate = row.tradeDate ?? DAY;
  const currency = row.currency ?? ours.amount.currency;
  const bare: Omit<BookedLine, "digest"> = {
    lineNo: 2,
    batchNo: "B1",
    tradeDate,
    settleDate: addDays(tradeDate, 1),
    mchid: "OURS",
    lineType,
    syssn: of === null ? null : ours.syssn,
    origssn: ours.origssn,
    outTradeNo: ours.outTradeNo,
    chnlsn: ours.chnlsn,
    payType: ours.payType,
    sysdtm: sysdtm ? at(sysdtm) : ours.sysdtm,
    paydtm: null,
    currency,
    grossMinor: gross,
    feeRate: null,
    feeMinor: fee,
    netMinor: gross - fee,
    settleCurrency: currency,
    exchangeRate: null,
    settleMinor: gross - fee,
    status: "SETTLED",
    remark: "",
    file: THE_FILE,
    ...rest,
  };
  return { ...bare, digest: contentOf(bare) };
}

/** What the row says, apart from where it stands. */
function contentOf({ file: _file, lineNo: _lineNo, ...row }: Omit<BookedLine, "digest">): string {
  return digest(JSON.stringify(row, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value)));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Settlement rules: ours is the merchant OURS, no fee contract unless given. */
export function rules(told: Record<string, unknown> = {}): SettlementRules {
  return settlementRulesSchema.parse({ mchids: ["OURS", "ALSO-OURS"], ...told });
}

type Told = Partial<Omit<Books, "files" | "rules">> & { rules?: Record<string, unknown>; files?: readonly DayFile[] };

/** The books of a day; its files are those that the lines stand in. */
export function books(told: Told = {}): Books {
  const lines = told.lines ?? [];
  return {
    settleDay: DAY,
    asOf: addDays(told.settleDay ?? DAY, 1),
    transactions: [],
    otherLines: [],
    superseded: [],
    prior: [],
    lateFiles: [],
    forward: [],
    bookedLater: [],
    sealed: [],
    rulings: [],
    ...told,
    lines,
    rules: rules(told.rules),
    files: told.files ?? filesOf(lines),
  };
}

export function filesOf(lines: readonly BookedLine[]): DayFile[] {
  return [...Map.groupBy(lines, (each) => each.file.id).values()].map((group) => {
    const totals = new Map<Currency, Figures>();
    for (const each of group) countLine(totals, each);
    return { ...(group[0]?.file ?? THE_FILE), totals, onOtherDays: new Map<Currency, Figures>() };
  });
}

/** An active file that names the day and has no line for it. */
export function emptyFile(): DayFile {
  return { ...file("empty.csv"), totals: new Map(), onOtherDays: new Map() };
}
