import type { StatementLine } from "@tillbook/domain/settlement";
import type { Sql } from "../client/sql.ts";
import { repeatedNumbers } from "./repeated-numbers.ts";

type Kind = Pick<StatementLine, "tradeDate" | "batchNo" | "settleDate" | "lineType" | "currency" | "settleCurrency">;
type Sums = Kind & { lines: number; grossMinor: bigint; feeMinor: bigint; netMinor: bigint; settleMinor: bigint };

/** By so many characters numbers are told apart at a glance; QFPay's begin with their date. */
const HEAD_LENGTH = 8;
/** Stands for rows of payments and refunds that carry no number of QFPay's. */
const NO_NUMBER = "";
/** A file with more of either says so little by them that it goes without. */
const MOST = 5_000;

/** Adds up what the rows of a file say, kind by kind, how their numbers begin, and which come again. */
export function lineSums() {
  const sums = new Map<string, Sums>();
  const heads = new Set<string>();
  const numbers = repeatedNumbers();
  let last: Sums | null = null;
  let lastHead = "";
  const headOf = (number: string): void => {
    const head = number.slice(0, HEAD_LENGTH);
    if (head === lastHead) return;
    lastHead = head;
    if (heads.size <= MOST) heads.add(head);
  };
  return {
    add(line: StatementLine): void {
      if (last === null || !isSameKind(last, line)) last = sumsOf(sums, line);
      last.lines += 1;
      last.grossMinor += line.grossMinor;
      last.feeMinor += line.feeMinor;
      last.netMinor += line.netMinor;
      last.settleMinor += line.settleMinor;
      if (line.syssn !== null) {
        headOf(line.syssn);
        numbers.add(line.syssn);
      } else if (line.lineType === "PAYMENT" || line.lineType === "REFUND") heads.add(NO_NUMBER);
      if (line.origssn !== null) headOf(line.origssn);
    },
    /** Keeps them beside the file, which is not concluded yet. */
    async keep(sql: Sql, fileId: string): Promise<void> {
      const isTelling = heads.size <= MOST && sums.size <= MOST;
      if (!isTelling) return;
      const rows = [...sums.values()];
      const of = <T>(read: (row: Sums) => T): T[] => rows.map(read);
      await sql(`UPDATE "StatementFile" SET "numberHeads" = $2, "repeated" = $3 WHERE "id" = $1`, [
        fileId,
        [...heads].toSorted(),
        numbers.found(),
      ]);
      await sql(
        `INSERT INTO "StatementSum" ("fileId","ordinal","tradeDate","batchNo","settleDate","lineType","currency","settleCurrency","lines","grossMinor","feeMinor","netMinor","settleMinor")
         SELECT $1, o - 1, t, b, s, k, c, p, n, g, f, m, a FROM unnest($2::date[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[], $8::int[],
           $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[]) WITH ORDINALITY AS r(t, b, s, k, c, p, n, g, f, m, a, o)`,
        [fileId, of(({ tradeDate }) => tradeDate), of(({ batchNo }) => batchNo), of(({ settleDate }) => settleDate), of(({ lineType }) => lineType),
          of(({ currency }) => currency), of(({ settleCurrency }) => settleCurrency), of(({ lines }) => lines), of(({ grossMinor }) => grossMinor),
          of(({ feeMinor }) => feeMinor), of(({ netMinor }) => netMinor), of(({ settleMinor }) => settleMinor)],
      ); // biome-ignore format: columns and values side by side
    },
  };
}

function sumsOf(sums: Map<string, Sums>, line: StatementLine): Sums {
  const { tradeDate, batchNo, settleDate, lineType, currency, settleCurrency } = line;
  const key = [tradeDate, batchNo, settleDate, lineType, currency, settleCurrency].join("\u001f");
  const known = sums.get(key);
  if (known) return known;
  const fresh: Sums = {
    tradeDate,
    batchNo,
    settleDate,
    lineType,
    currency,
    settleCurrency,
    lines: 0,
    grossMinor: 0n,
    feeMinor: 0n,
    netMinor: 0n,
    settleMinor: 0n,
  };
  if (sums.size <= MOST) sums.set(key, fresh);
  return fresh;
}

function isSameKind(a: Kind, b: Kind): boolean {
  const isSameDay = a.tradeDate === b.tradeDate && a.batchNo === b.batchNo && a.settleDate === b.settleDate;
  return isSameDay && a.lineType === b.lineType && a.currency === b.currency && a.settleCurrency === b.settleCurrency;
}
