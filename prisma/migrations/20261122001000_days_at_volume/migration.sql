-- DropForeignKey
ALTER TABLE "StatementLine" DROP CONSTRAINT "StatementLine_fileId_fkey";

-- DropIndex
DROP INDEX "StatementLine_accountId_tradeDate_fileId_idx";

-- AlterTable
ALTER TABLE "StatementFile" ADD COLUMN     "numberHeads" TEXT[];

-- CreateTable
CREATE TABLE "RunFile" (
    "runId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "settleDay" DATE NOT NULL,
    "firstOrdinal" INTEGER NOT NULL,
    "besides" INTEGER[],

    CONSTRAINT "RunFile_pkey" PRIMARY KEY ("runId","fileId")
);

-- CreateTable
CREATE TABLE "StatementSum" (
    "fileId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "tradeDate" DATE NOT NULL,
    "batchNo" TEXT NOT NULL,
    "settleDate" DATE NOT NULL,
    "lineType" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "settleCurrency" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "grossMinor" BIGINT NOT NULL,
    "feeMinor" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "settleMinor" BIGINT NOT NULL,

    CONSTRAINT "StatementSum_pkey" PRIMARY KEY ("fileId","ordinal")
);

-- CreateIndex
CREATE INDEX "RunFile_fileId_idx" ON "RunFile"("fileId");

-- AddForeignKey
ALTER TABLE "RunFile" ADD CONSTRAINT "RunFile_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ReconciliationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatementSum" ADD CONSTRAINT "StatementSum_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StatementFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Rows come by the million. A look at their file for each of them cost more than all else that the database does about it; a file is never
-- deleted, and its rows are written where it was written. The day's rows are found through their files.

-- Numbers of QFPay's are its own: with the account before them their index was half as large again.
DROP INDEX "StatementLine_syssn";
CREATE INDEX "StatementLine_syssn" ON "StatementLine" ("syssn") WHERE "syssn" IS NOT NULL;

-- Statements are little smaller compressed than they cost time.
ALTER TABLE "StatementPart" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- What earlier imports have not added up.
INSERT INTO "StatementSum" SELECT "fileId", (row_number() OVER (PARTITION BY "fileId"))::int - 1, "tradeDate", "batchNo", "settleDate", "lineType", "currency",
    "settleCurrency", count(*)::int, sum("grossMinor")::bigint, sum("feeMinor")::bigint, sum("netMinor")::bigint, sum("settleMinor")::bigint
  FROM "StatementLine" GROUP BY "fileId", "tradeDate", "batchNo", "settleDate", "lineType", "currency", "settleCurrency";
ALTER TABLE "StatementFile" DISABLE TRIGGER "statement_is_kept";
UPDATE "StatementFile" f SET "numberHeads" = coalesce((SELECT array_agg(DISTINCT h."head") FROM "StatementLine" l CROSS JOIN LATERAL (VALUES
    (CASE WHEN l."syssn" IS NOT NULL THEN left(l."syssn", 8) WHEN l."lineType" IN ('PAYMENT', 'REFUND') THEN '' END), (left(l."origssn", 8))) AS h("head")
  WHERE l."fileId" = f."id" AND h."head" IS NOT NULL), '{}') WHERE f."content" = 'LINES';
ALTER TABLE "StatementFile" ENABLE TRIGGER "statement_is_kept";
CREATE TRIGGER "statement_sum_is_kept" BEFORE UPDATE OR DELETE ON "StatementSum" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "run_file_is_kept" BEFORE UPDATE OR DELETE ON "RunFile" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();

-- Everything that a run says. A row of its day that has no entry is plain: it ties by its own number and there is nothing more to say of it.
-- A run speaks so of the files that it names; a row that is not judged in it at all stands among "besides".
CREATE VIEW "RunOutcome" AS
  SELECT "runId", "ordinal", "kind", "fileId", "lineNo", "syssns", "stage", "codes", "reason", "carriedIn", "expectedValueDate", "differenceMinor", "currency",
    "explained", "because", "subject", "settles", "unbookedMinor", "resolutionId", "bookedById", "originalDay", "posting" FROM "RunEntry"
  UNION ALL
  SELECT x."runId", x."firstOrdinal" + l."lineNo", 'matched', l."fileId", l."lineNo", ARRAY[l."syssn"], 'KEY_EXACT', '{}'::text[], NULL, false, NULL::date,
    NULL::bigint, NULL, '[]'::jsonb, NULL::jsonb, NULL, ARRAY[l."syssn"], 0::bigint, NULL::uuid, NULL::uuid, NULL::date, NULL
  FROM "RunFile" x JOIN "StatementLine" l ON l."fileId" = x."fileId" AND l."tradeDate" = x."settleDay"
  WHERE l."lineNo" <> ALL (x."besides") AND NOT EXISTS (SELECT 1 FROM "RunEntry" e WHERE e."runId" = x."runId" AND e."fileId" = l."fileId" AND e."lineNo" = l."lineNo");
