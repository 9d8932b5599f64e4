import { currencySchema } from "@tillbook/domain/money";
import type { BankLine } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";

/** A bank row to be kept, as received and with the digest of its reading. */
export type BankLineToKeep = { readonly line: BankLine; readonly raw: string; readonly digest: string };

const bankRow = z.object({
  fileId: z.uuid(),
  fileName: z.string(),
  lineNo: z.int(),
  digest: z.string(),
  valueDate: settlementDaySchema,
  text: z.string(),
  reference: z.string().nullable(),
  currency: currencySchema,
  amountMinor: z.bigint(),
  balanceMinor: z.bigint().nullable(),
});
/** A row of a bank statement, where it stands. */
export type StoredBankLine = z.infer<typeof bankRow>;

export type Bank = ReturnType<typeof bankOn>;

export function bankOn(sql: Sql) {
  return {
    async insertLines(accountId: string, fileId: string, lines: readonly BankLineToKeep[]): Promise<void> {
      if (lines.length === 0) return;
      const of = <T>(read: (row: BankLineToKeep) => T): T[] => lines.map(read);
      await sql(
        `INSERT INTO "BankLine" ("accountId","fileId","lineNo","raw","digest","valueDate","text","reference","currency","amountMinor","balanceMinor")
         SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::bigint[])`,
        [accountId, fileId, of(({ line }) => line.lineNo), of(({ raw }) => raw), of(({ digest }) => digest), of(({ line }) => line.valueDate), of(({ line }) => line.text),
          of(({ line }) => line.reference), of(({ line }) => line.currency), of(({ line }) => line.amountMinor), of(({ line }) => line.balanceMinor)],
      ); // biome-ignore format: columns and values side by side
    },
    /**
     * Rows of bank statements that take part, by value date. Statements overlap: a row that several files have counts as often as the file
     * that has it most.
     */
    async lines(accountId: string, until: string): Promise<StoredBankLine[]> {
      const rows = await sql(
        `SELECT "fileId", "fileName", "lineNo", "digest", "valueDate", "text", "reference", "currency", "amountMinor", "balanceMinor" FROM (
           SELECT n.*, row_number() OVER (PARTITION BY n."digest", n."nth" ORDER BY n."receivedAt", n."fileId") AS "copy" FROM (
             SELECT b.*, f."name" AS "fileName", f."receivedAt", row_number() OVER (PARTITION BY b."fileId", b."digest" ORDER BY b."lineNo") AS "nth"
             FROM "BankLine" b JOIN "StatementFile" f ON f."id" = b."fileId" WHERE b."accountId" = $1 AND b."valueDate" <= $2 AND f."status" IN ('ACTIVE', 'ACTIVE_LATE')) n) c
         WHERE "copy" = 1 ORDER BY "valueDate", "fileName", "fileId", "lineNo"`,
        [accountId, until],
      );
      return rows.map((row) => bankRow.parse(row));
    },
  };
}
