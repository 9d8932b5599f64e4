import type { BankLine, FundFlowLine, RefusalHint, StatementContent, StatementLine, TransactionLine } from "@tillbook/domain/settlement";
import { Refusal } from "./limits.ts";
import type { Entry } from "./profile.ts";

/** A row as read, with its row as received and the digest of its normalised reading. */
export type ReadRow<T> = { readonly line: T; readonly raw: string; readonly digest: string };
export type ReadLine = ReadRow<StatementLine>;
export type ReadTransaction = ReadRow<TransactionLine>;
export type ReadBankLine = ReadRow<BankLine>;
export type ReadFundFlow = ReadRow<FundFlowLine>;

/** Takes lines as they are read, some hundreds at a time; reading waits for it. */
export type LineSink = Sink<ReadLine>;

type Sink<T> = (rows: readonly T[], source: RowSource) => Promise<void>;

/** `isToldByLine`: the file as received is text in UTF-8, so that a row of one line can be read from it by its number. */
export type RowSource = { readonly isToldByLine: boolean };

/** Who takes the rows of each kind of file. A kind without a sink is not taken. */
export type StatementSinks = {
  readonly lines?: Sink<ReadLine>;
  readonly transactions?: Sink<ReadTransaction>;
  readonly bank?: Sink<ReadBankLine>;
  readonly flow?: Sink<ReadFundFlow>;
};

/** Few, so that they are forgotten before memory is tidied up. */
const BATCH = 100;
const HINTS: Readonly<Record<StatementContent, RefusalHint>> = {
  LINES: "SETTLEMENT_STATEMENT",
  TRANSACTIONS: "TRANSACTION_DATA",
  BANK: "BANK_STATEMENT",
  FUND_FLOW: "FUND_FLOW",
};

/** Rows that wait for their sink. */
export type Pouch = {
  put(entry: Entry, raw: string, digest: string): void;
  /** Hands the rows over when there are enough of them; answers whether it did. */
  emptyWhenFull(): Promise<boolean>;
  empty(): Promise<void>;
};

/** Throws {@link Refusal} when nobody takes rows of this kind. */
export function pouch(content: StatementContent, sinks: StatementSinks, source: RowSource): Pouch {
  const isTaken = { LINES: sinks.lines, TRANSACTIONS: sinks.transactions, BANK: sinks.bank, FUND_FLOW: sinks.flow }[content] !== undefined;
  if (!isTaken) throw new Refusal("NO_PROFILE", HINTS[content]);
  let lines: ReadLine[] = [];
  let transactions: ReadTransaction[] = [];
  let bank: ReadBankLine[] = [];
  let flow: ReadFundFlow[] = [];
  const empty = async (): Promise<void> => {
    if (lines.length > 0) await sinks.lines?.(lines, source);
    if (transactions.length > 0) await sinks.transactions?.(transactions, source);
    if (bank.length > 0) await sinks.bank?.(bank, source);
    if (flow.length > 0) await sinks.flow?.(flow, source);
    [lines, transactions, bank, flow] = [[], [], [], []];
  };
  return {
    put(entry, raw, digest) {
      switch (entry.kind) {
        case "line":
          return void lines.push({ line: entry.line, raw, digest });
        case "transaction":
          return void transactions.push({ line: entry.line, raw, digest });
        case "bank":
          return void bank.push({ line: entry.line, raw, digest });
        case "flow":
          return void flow.push({ line: entry.line, raw, digest });
      }
    },
    async emptyWhenFull() {
      if (lines.length + transactions.length + bank.length + flow.length < BATCH) return false;
      await empty();
      return true;
    },
    empty,
  };
}
