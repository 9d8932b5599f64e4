-- CreateTable
CREATE TABLE "ReconciliationRun" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "accountId" UUID NOT NULL,
    "settleDay" DATE NOT NULL,
    "asOf" DATE NOT NULL,
    "ruleVersion" TEXT NOT NULL,
    "resultHash" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "totals" JSONB NOT NULL,
    "dayProofs" JSONB NOT NULL,
    "fileProofs" JSONB NOT NULL,
    "alerts" TEXT[],
    "matched" INTEGER NOT NULL,
    "broken" INTEGER NOT NULL,
    "carried" INTEGER NOT NULL,
    "ignored" INTEGER NOT NULL,
    "isExplained" BOOLEAN NOT NULL,
    "booksMark" TEXT NOT NULL,
    "filesMark" TEXT NOT NULL,
    "ranAt" TIMESTAMPTZ(3) NOT NULL,
    "ranBy" TEXT NOT NULL,

    CONSTRAINT "ReconciliationRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunEntry" (
    "runId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "fileId" UUID,
    "lineNo" INTEGER,
    "syssns" TEXT[],
    "stage" TEXT,
    "codes" TEXT[],
    "reason" TEXT,
    "carriedIn" BOOLEAN NOT NULL DEFAULT false,
    "expectedValueDate" DATE,
    "differenceMinor" BIGINT,
    "currency" TEXT,
    "explained" JSONB NOT NULL DEFAULT '[]',
    "because" JSONB,

    CONSTRAINT "RunEntry_pkey" PRIMARY KEY ("runId","ordinal")
);

-- CreateTable
CREATE TABLE "StatementFile" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedBy" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "rawSha256" TEXT NOT NULL,
    "contentHash" TEXT,
    "profile" TEXT,
    "profileVersion" INTEGER,
    "encoding" TEXT,
    "delimiter" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "becauseOfId" UUID,
    "lineCount" INTEGER NOT NULL DEFAULT 0,
    "controlTotals" TEXT NOT NULL DEFAULT 'NOT_EVALUATED',
    "totals" JSONB NOT NULL DEFAULT '[]',
    "failedRows" JSONB NOT NULL DEFAULT '[]',
    "failedRowCount" INTEGER NOT NULL DEFAULT 0,
    "days" TEXT[],
    "batches" TEXT[],
    "payouts" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "StatementFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatementPart" (
    "fileId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "StatementPart_pkey" PRIMARY KEY ("fileId","seq")
);

-- CreateTable
CREATE TABLE "StatementLine" (
    "fileId" UUID NOT NULL,
    "lineNo" INTEGER NOT NULL,
    "accountId" UUID NOT NULL,
    "raw" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "batchNo" TEXT NOT NULL,
    "tradeDate" DATE NOT NULL,
    "settleDate" DATE NOT NULL,
    "mchid" TEXT NOT NULL,
    "lineType" TEXT NOT NULL,
    "syssn" TEXT,
    "origssn" TEXT,
    "outTradeNo" TEXT,
    "chnlsn" TEXT,
    "payType" TEXT,
    "sysdtm" TIMESTAMPTZ(3),
    "paydtm" TIMESTAMPTZ(3),
    "currency" TEXT NOT NULL,
    "grossMinor" BIGINT NOT NULL,
    "feeRate" TEXT,
    "feeMinor" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "settleCurrency" TEXT NOT NULL,
    "exchangeRate" TEXT,
    "settleMinor" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "remark" TEXT NOT NULL,

    CONSTRAINT "StatementLine_pkey" PRIMARY KEY ("fileId","lineNo")
);

-- CreateIndex
CREATE UNIQUE INDEX "ReconciliationRun_seq_key" ON "ReconciliationRun"("seq");

-- CreateIndex
CREATE INDEX "ReconciliationRun_accountId_settleDay_seq_idx" ON "ReconciliationRun"("accountId", "settleDay", "seq" DESC);

-- CreateIndex
CREATE INDEX "RunEntry_runId_kind_ordinal_idx" ON "RunEntry"("runId", "kind", "ordinal");

-- CreateIndex
CREATE INDEX "StatementFile_accountId_receivedAt_id_idx" ON "StatementFile"("accountId", "receivedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "StatementFile_accountId_rawSha256_key" ON "StatementFile"("accountId", "rawSha256");

-- CreateIndex
CREATE INDEX "StatementLine_accountId_tradeDate_fileId_idx" ON "StatementLine"("accountId", "tradeDate", "fileId");

-- AddForeignKey
ALTER TABLE "RunEntry" ADD CONSTRAINT "RunEntry_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ReconciliationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatementFile" ADD CONSTRAINT "StatementFile_becauseOfId_fkey" FOREIGN KEY ("becauseOfId") REFERENCES "StatementFile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatementPart" ADD CONSTRAINT "StatementPart_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StatementFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StatementLine" ADD CONSTRAINT "StatementLine_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StatementFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What the database promises by itself, whatever the code above it does.

ALTER TABLE "StatementFile" ADD CONSTRAINT "statement_status_is_known" CHECK ("status" IN
  ('RECEIVED', 'ACTIVE', 'ACTIVE_LATE', 'QUARANTINED', 'PENDING_SUPERSEDE', 'SUPERSEDED', 'SAME_CONTENT', 'REJECTED'));
ALTER TABLE "StatementFile" ADD CONSTRAINT "statement_control_totals_are_known"
  CHECK ("controlTotals" IN ('OK', 'FAILED', 'NONE', 'NOT_EVALUATED'));
ALTER TABLE "StatementFile" ADD CONSTRAINT "statement_digest_is_sha256" CHECK ("rawSha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "StatementFile" ADD CONSTRAINT "read_statement_has_its_content_hash"
  CHECK ("status" = 'RECEIVED' OR "contentHash" IS NOT NULL);
ALTER TABLE "StatementFile" ADD CONSTRAINT "quarantine_has_its_reason" CHECK ("status" <> 'QUARANTINED' OR "reason" IS NOT NULL);
-- The same content takes part once, whatever bytes it came in.
CREATE UNIQUE INDEX "StatementFile_active_content" ON "StatementFile" ("accountId", "contentHash") WHERE "status" IN ('ACTIVE', 'ACTIVE_LATE');
CREATE INDEX "StatementFile_active_batches" ON "StatementFile" USING gin ("batches") WHERE "status" IN ('ACTIVE', 'ACTIVE_LATE');
CREATE INDEX "StatementFile_days" ON "StatementFile" USING gin ("days") WHERE "status" <> 'RECEIVED';

ALTER TABLE "StatementLine" ADD CONSTRAINT "statement_line_type_is_known" CHECK ("lineType" IN ('PAYMENT', 'REFUND', 'CANCEL',
  'CHARGEBACK', 'CHARGEBACK_REVERSAL', 'FEE', 'ADJUSTMENT', 'RESERVE_HOLD', 'RESERVE_RELEASE', 'PAYOUT'));
ALTER TABLE "StatementLine" ADD CONSTRAINT "statement_line_no_is_positive" CHECK ("lineNo" > 0);
CREATE INDEX "StatementLine_syssn" ON "StatementLine" ("accountId", "syssn") WHERE "syssn" IS NOT NULL;
CREATE INDEX "StatementLine_origssn" ON "StatementLine" ("accountId", "origssn") WHERE "origssn" IS NOT NULL;
-- Rows without QFPay's number are found by the others.
CREATE INDEX "StatementLine_unnumbered_chnlsn" ON "StatementLine" ("accountId", "chnlsn") WHERE "syssn" IS NULL AND "chnlsn" IS NOT NULL;
CREATE INDEX "StatementLine_unnumbered_outTradeNo" ON "StatementLine" ("accountId", "outTradeNo") WHERE "syssn" IS NULL AND "outTradeNo" IS NOT NULL;
CREATE INDEX "Transaction_chnlsn" ON "Transaction" ("accountId", "chnlsn") WHERE "chnlsn" IS NOT NULL;
CREATE INDEX "Transaction_outTradeNo" ON "Transaction" ("accountId", "outTradeNo") WHERE "outTradeNo" IS NOT NULL;

ALTER TABLE "RunEntry" ADD CONSTRAINT "run_entry_is_one_of_four" CHECK (CASE "kind"
  WHEN 'matched' THEN "stage" IS NOT NULL AND "lineNo" IS NOT NULL
  WHEN 'broken' THEN cardinality("codes") > 0 AND "differenceMinor" IS NOT NULL AND "currency" IS NOT NULL
  WHEN 'carried' THEN "reason" IS NOT NULL AND "expectedValueDate" IS NOT NULL AND "lineNo" IS NULL
  WHEN 'ignored' THEN "reason" IS NOT NULL AND "lineNo" IS NOT NULL
  ELSE false END);
ALTER TABLE "RunEntry" ADD CONSTRAINT "run_entry_line_has_its_file" CHECK ("lineNo" IS NULL OR "fileId" IS NOT NULL);
-- Every line has one outcome in a run.
CREATE UNIQUE INDEX "RunEntry_one_outcome_per_line" ON "RunEntry" ("runId", "fileId", "lineNo") WHERE "lineNo" IS NOT NULL;

-- What a file said stays; only where it stands may change, and what it stands there for.
CREATE FUNCTION "refuse_rewriting_statement"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'statement % is kept', OLD."id" USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."status" <> 'RECEIVED' AND
    to_jsonb(NEW) - ARRAY['status', 'reason', 'becauseOfId'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['status', 'reason', 'becauseOfId'] THEN
    RAISE EXCEPTION 'statement % is only added to', OLD."id" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "statement_is_kept" BEFORE UPDATE OR DELETE ON "StatementFile" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting_statement"();
CREATE TRIGGER "statement_part_is_kept" BEFORE UPDATE OR DELETE ON "StatementPart" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "statement_line_is_kept" BEFORE UPDATE OR DELETE ON "StatementLine" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "run_is_kept" BEFORE UPDATE OR DELETE ON "ReconciliationRun" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "run_entry_is_kept" BEFORE UPDATE OR DELETE ON "RunEntry" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
