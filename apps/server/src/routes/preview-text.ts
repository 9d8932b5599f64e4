import type { previewFile } from "@tillbook/api/settlement";
import type { PreviewField, PreviewRowView, PreviewView } from "@tillbook/api/views";
import { type Currency, decimalsOf, formatDecimal } from "@tillbook/domain/money";
import type { StatementContent } from "@tillbook/domain/settlement";
import { figuresText } from "@tillbook/domain/settlement";
import { wireFromInstant } from "@tillbook/domain/time";

type Preview = Awaited<ReturnType<typeof previewFile>>;

const FIELDS: Readonly<Record<StatementContent, readonly PreviewField[]>> = {
  LINES: ["day", "type", "number", "order", "time", "currency", "gross", "fee", "net", "text"],
  TRANSACTIONS: ["type", "number", "order", "time", "currency", "amount", "text"],
  BANK: ["day", "text", "number", "currency", "amount", "balance"],
  FUND_FLOW: ["time", "type", "number", "currency", "amount", "balance", "text"],
};

/** A preview as text, for the screen: amounts are decimal text in major units, times UTC+8. */
export function previewText(preview: Preview): PreviewView {
  const { result } = preview;
  if (result.kind === "refused") return { kind: "refused", reason: result.reason, hint: result.hint, params: { ...result.params } };
  const { reading, content, profile, encoding } = result;
  return {
    kind: "read",
    content,
    profile: result.mapping ?? profile,
    encoding,
    rows: reading.lines,
    fields: [...FIELDS[content]],
    shown: rowsOf(preview, content),
    totals: reading.totals.map(({ currency, declared, counted, difference }) => ({
      currency,
      declared: declared && figuresText(declared, currency),
      counted: figuresText(counted, currency),
      difference: difference && figuresText(difference, currency),
    })),
    failedRows: [...reading.failedRows],
    failedRowCount: reading.failedRowCount,
  };
}

function rowsOf(preview: Preview, content: StatementContent): PreviewRowView[] {
  switch (content) {
    case "LINES":
      return preview.lines.map(({ line }) => {
        const { lineNo, currency, tradeDate: day, lineType: type, remark: text } = line;
        const amounts = {
          gross: major(line.grossMinor, currency),
          fee: major(line.feeMinor, currency),
          net: major(line.netMinor, currency),
        };
        const names = { number: line.syssn ?? line.chnlsn ?? "", order: line.outTradeNo ?? "" };
        return { lineNo, currency, cells: { day, type, ...names, time: wire(line.sysdtm ?? line.paydtm), currency, ...amounts, text } };
      });
    case "TRANSACTIONS":
      return preview.transactions.map(({ line: { lineNo, currency, kind, syssn, outTradeNo, sysdtm, amountMinor, remark } }) => {
        const names = { number: syssn, order: outTradeNo ?? "" };
        return {
          lineNo,
          currency,
          cells: { type: kind, ...names, time: wire(sysdtm), currency, amount: major(amountMinor, currency), text: remark },
        };
      });
    case "BANK":
      return preview.bank.map(({ line: { lineNo, currency, valueDate, text, reference, amountMinor, balanceMinor } }) => {
        const balance = balanceMinor === null ? "" : major(balanceMinor, currency);
        const cells = { day: valueDate, text, number: reference ?? "", currency, amount: major(amountMinor, currency), balance };
        return { lineNo, currency, cells };
      });
    case "FUND_FLOW":
      return preview.flow.map(({ line: { lineNo, currency, bookedAt, businessType, flowNo, amountMinor, balanceMinor, remark } }) => {
        const amounts = { amount: major(amountMinor, currency), balance: major(balanceMinor, currency) };
        return {
          lineNo,
          currency,
          cells: { time: wire(bookedAt), type: businessType, number: flowNo, currency, ...amounts, text: remark },
        };
      });
  }
}

function major(minor: bigint, currency: Currency): string {
  return formatDecimal(minor, decimalsOf(currency));
}

function wire(at: Date | null): string {
  return at === null ? "" : wireFromInstant(at);
}
