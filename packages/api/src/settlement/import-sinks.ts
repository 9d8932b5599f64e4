import type { Repositories } from "@tillbook/db/client";
import type { TransactionRow } from "@tillbook/db/transactions";
import { money } from "@tillbook/domain/money";
import { STATEMENT_CONTENTS, type StatementContent, type TransactionLine } from "@tillbook/domain/settlement";
import type { StatementSinks } from "@tillbook/qfpay/statements";
import { type BooksContext, rulesOf } from "./books-context.ts";

/** Where rows of a file go, and what says that there are no more. */
export type FileSinks = { readonly sinks: StatementSinks; end(): Promise<void> };

/** Where rows of each kind of file go. A wallet's own movements are only added up: the file itself is kept. */
export function sinksFor(
  ctx: BooksContext,
  tx: Repositories,
  fileId: string,
  accepts: readonly StatementContent[] = STATEMENT_CONTENTS,
): FileSinks {
  const { id: accountId } = ctx.account;
  const takes = (content: StatementContent): boolean => accepts.includes(content);
  const lines = tx.statements.lineWriter(accountId, fileId);
  const sinks: StatementSinks = {
    ...(takes("LINES") && { lines: (rows, source) => lines.write(rows, source) }),
    ...(takes("BANK") && { bank: (rows) => tx.bank.insertLines(accountId, fileId, rows) }),
    ...(takes("TRANSACTIONS") && {
      transactions: (rows) =>
        takeIn(
          ctx,
          tx,
          rows.map(({ line }) => line),
        ),
    }),
    ...(takes("FUND_FLOW") && { flow: () => Promise.resolve() }),
  };
  return { sinks, end: () => lines.end() };
}

/** QFPay's own list completes our side. What it says of a row's outcome is taken where it is certain; the rest is for an enquiry. */
async function takeIn(ctx: BooksContext, tx: Repositories, lines: readonly TransactionLine[]): Promise<void> {
  const now = ctx.clock.now();
  for (const line of lines) {
    const row = transactionOf(ctx, line);
    if (row) await tx.transactions.upsert(row, now);
  }
}

const RESPCD = { SUCCESS: "0000", OPEN: "1143" } as const;

function transactionOf(ctx: BooksContext, line: TransactionLine): TransactionRow | null {
  const { outcome, kind, mchid } = line;
  const { mchids } = rulesOf(ctx.account);
  if ((outcome !== "SUCCESS" && outcome !== "OPEN") || kind === "CANCEL") return null;
  if (mchids.length > 0 && !mchids.includes(mchid)) return null;
  return {
    accountId: ctx.account.id,
    environment: ctx.account.environment,
    paymentId: null,
    refundId: null,
    syssn: line.syssn,
    origssn: line.origssn,
    outTradeNo: line.outTradeNo,
    chnlsn: null,
    mchid,
    kind: kind === "REFUND" ? "refund" : "payment",
    payType: null,
    amount: money(line.amountMinor, line.currency),
    respcd: RESPCD[outcome],
    cancel: "0",
    txdtm: null,
    sysdtm: line.sysdtm,
    paydtm: null,
  };
}
