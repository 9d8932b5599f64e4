-- AlterTable
ALTER TABLE "ReconciliationRun" ADD COLUMN     "decisionsMark" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "lateInputs" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "takesPrior" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "RunEntry" ADD COLUMN     "bookedById" UUID,
ADD COLUMN     "originalDay" DATE,
ADD COLUMN     "posting" TEXT,
ADD COLUMN     "resolutionId" UUID,
ADD COLUMN     "settles" TEXT[],
ADD COLUMN     "subject" TEXT,
ADD COLUMN     "unbookedMinor" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "StatementFile" ADD COLUMN     "content" TEXT NOT NULL DEFAULT 'LINES';

-- CreateTable
CREATE TABLE "RunBatch" (
    "runId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "batchNo" TEXT NOT NULL,
    "settleDate" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "settleMinor" BIGINT NOT NULL,
    "reserveMinor" BIGINT NOT NULL,

    CONSTRAINT "RunBatch_pkey" PRIMARY KEY ("runId","ordinal")
);

-- CreateTable
CREATE TABLE "Resolution" (
    "proposalId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "settleDay" DATE NOT NULL,
    "subject" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "codes" TEXT[],
    "differenceMinor" BIGINT,
    "currency" TEXT,
    "lines" TEXT[],
    "syssns" TEXT[],
    "ledgerAccount" TEXT,
    "untilDay" DATE,
    "owner" TEXT,
    "ticket" TEXT,
    "evidence" TEXT[],
    "reversesId" UUID,

    CONSTRAINT "Resolution_pkey" PRIMARY KEY ("proposalId")
);

-- CreateTable
CREATE TABLE "BreakAssignment" (
    "id" BIGSERIAL NOT NULL,
    "accountId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "nextActionOn" DATE NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BreakAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DayClose" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "settleDay" DATE NOT NULL,
    "version" INTEGER NOT NULL,
    "runId" UUID NOT NULL,
    "previousDigest" TEXT,
    "digest" TEXT NOT NULL,
    "accountName" TEXT NOT NULL,
    "mchids" TEXT[],
    "maker" TEXT NOT NULL,
    "checker" TEXT NOT NULL,
    "closedAt" TIMESTAMPTZ(3) NOT NULL,
    "asOf" DATE NOT NULL,
    "ruleVersion" TEXT NOT NULL,
    "resultHash" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "totals" JSONB NOT NULL,
    "proofs" JSONB NOT NULL,
    "balances" JSONB NOT NULL,

    CONSTRAINT "DayClose_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CloseRow" (
    "closeId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "originalDay" DATE,
    "line" TEXT,
    "lineType" TEXT,
    "batch" TEXT,
    "syssns" TEXT[],
    "why" TEXT[],
    "currency" TEXT,
    "grossMinor" BIGINT,
    "feeMinor" BIGINT,
    "netMinor" BIGINT,
    "differenceMinor" BIGINT,
    "differenceCurrency" TEXT,
    "resolution" TEXT,
    "digest" TEXT NOT NULL,

    CONSTRAINT "CloseRow_pkey" PRIMARY KEY ("closeId","ordinal")
);

-- CreateTable
CREATE TABLE "ClosePosting" (
    "closeId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "minor" BIGINT NOT NULL,
    "account" TEXT,
    "reference" TEXT NOT NULL,

    CONSTRAINT "ClosePosting_pkey" PRIMARY KEY ("closeId","ordinal")
);

-- CreateTable
CREATE TABLE "DayReopening" (
    "proposalId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "settleDay" DATE NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "DayReopening_pkey" PRIMARY KEY ("proposalId")
);

-- CreateTable
CREATE TABLE "MonthClose" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "maker" TEXT NOT NULL,
    "checker" TEXT NOT NULL,
    "closedAt" TIMESTAMPTZ(3) NOT NULL,
    "days" JSONB NOT NULL,
    "balances" JSONB NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "MonthClose_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MonthReopening" (
    "proposalId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "MonthReopening_pkey" PRIMARY KEY ("proposalId")
);

-- CreateTable
CREATE TABLE "JournalExport" (
    "id" BIGSERIAL NOT NULL,
    "accountId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "layout" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "JournalExport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankLine" (
    "fileId" UUID NOT NULL,
    "lineNo" INTEGER NOT NULL,
    "accountId" UUID NOT NULL,
    "raw" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "valueDate" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "reference" TEXT,
    "currency" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "balanceMinor" BIGINT,

    CONSTRAINT "BankLine_pkey" PRIMARY KEY ("fileId","lineNo")
);

-- CreateTable
CREATE TABLE "Proposal" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "needsChecker" BOOLEAN NOT NULL,
    "secondLevel" BOOLEAN NOT NULL DEFAULT false,
    "batchId" UUID,
    "maker" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProposalDecision" (
    "proposalId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,

    CONSTRAINT "ProposalDecision_pkey" PRIMARY KEY ("proposalId")
);

-- CreateIndex
CREATE INDEX "Resolution_accountId_subject_idx" ON "Resolution"("accountId", "subject");

-- CreateIndex
CREATE INDEX "Resolution_accountId_settleDay_idx" ON "Resolution"("accountId", "settleDay");

-- CreateIndex
CREATE INDEX "BreakAssignment_accountId_subject_id_idx" ON "BreakAssignment"("accountId", "subject", "id" DESC);

-- CreateIndex
CREATE INDEX "DayClose_runId_idx" ON "DayClose"("runId");

-- CreateIndex
CREATE UNIQUE INDEX "DayClose_accountId_seq_key" ON "DayClose"("accountId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "DayClose_accountId_settleDay_version_key" ON "DayClose"("accountId", "settleDay", "version");

-- CreateIndex
CREATE INDEX "ClosePosting_reference_idx" ON "ClosePosting"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "DayReopening_accountId_settleDay_version_key" ON "DayReopening"("accountId", "settleDay", "version");

-- CreateIndex
CREATE UNIQUE INDEX "MonthClose_accountId_month_version_key" ON "MonthClose"("accountId", "month", "version");

-- CreateIndex
CREATE UNIQUE INDEX "MonthReopening_accountId_month_version_key" ON "MonthReopening"("accountId", "month", "version");

-- CreateIndex
CREATE INDEX "JournalExport_accountId_number_idx" ON "JournalExport"("accountId", "number");

-- CreateIndex
CREATE INDEX "BankLine_accountId_valueDate_idx" ON "BankLine"("accountId", "valueDate");

-- CreateIndex
CREATE UNIQUE INDEX "Proposal_seq_key" ON "Proposal"("seq");

-- CreateIndex
CREATE INDEX "Proposal_accountId_kind_subject_seq_idx" ON "Proposal"("accountId", "kind", "subject", "seq" DESC);

-- CreateIndex
CREATE INDEX "Proposal_batchId_idx" ON "Proposal"("batchId");

-- AddForeignKey
ALTER TABLE "RunBatch" ADD CONSTRAINT "RunBatch_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ReconciliationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resolution" ADD CONSTRAINT "Resolution_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resolution" ADD CONSTRAINT "Resolution_reversesId_fkey" FOREIGN KEY ("reversesId") REFERENCES "Resolution"("proposalId") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DayClose" ADD CONSTRAINT "DayClose_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ReconciliationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CloseRow" ADD CONSTRAINT "CloseRow_closeId_fkey" FOREIGN KEY ("closeId") REFERENCES "DayClose"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClosePosting" ADD CONSTRAINT "ClosePosting_closeId_fkey" FOREIGN KEY ("closeId") REFERENCES "DayClose"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BankLine" ADD CONSTRAINT "BankLine_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "StatementFile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalDecision" ADD CONSTRAINT "ProposalDecision_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;




-- What the database promises by itself, whatever the code above it does.

ALTER TABLE "StatementFile" ADD CONSTRAINT "statement_content_is_known" CHECK ("content" IN ('LINES', 'TRANSACTIONS', 'BANK', 'FUND_FLOW'));
ALTER TABLE "BankLine" ADD CONSTRAINT "bank_line_no_is_positive" CHECK ("lineNo" > 0);

-- Two kinds of outcome more: a transaction that another day's row settles, and one of a closed day that is known only since.
ALTER TABLE "RunEntry" DROP CONSTRAINT "run_entry_is_one_of_four";
ALTER TABLE "RunEntry" ADD CONSTRAINT "run_entry_is_of_a_known_kind" CHECK (CASE "kind"
  WHEN 'matched' THEN "stage" IS NOT NULL AND "lineNo" IS NOT NULL
  WHEN 'broken' THEN cardinality("codes") > 0 AND "differenceMinor" IS NOT NULL AND "currency" IS NOT NULL
  WHEN 'carried' THEN "reason" IS NOT NULL AND "expectedValueDate" IS NOT NULL AND "lineNo" IS NULL
  WHEN 'ignored' THEN "reason" IS NOT NULL AND "lineNo" IS NOT NULL
  WHEN 'elsewhere' THEN "subject" IS NOT NULL AND "lineNo" IS NULL
  WHEN 'booked' THEN "subject" IS NOT NULL AND "differenceMinor" IS NOT NULL AND "currency" IS NOT NULL AND "originalDay" IS NOT NULL
  ELSE false END);
ALTER TABLE "RunEntry" ADD CONSTRAINT "run_entry_posting_is_known" CHECK ("posting" IN ('late', 'open', 'booked'));
ALTER TABLE "RunEntry" ADD CONSTRAINT "run_entry_of_another_day_is_posted" CHECK (("posting" IS NULL) = ("originalDay" IS NULL));
-- The newest word on a row of a closed day, on a subject, and on a transaction that its row's own number does not name.
CREATE INDEX "RunEntry_prior_lines" ON "RunEntry" ("fileId", "lineNo") WHERE "originalDay" IS NOT NULL;
CREATE INDEX "RunEntry_subjects" ON "RunEntry" ("subject") WHERE "subject" IS NOT NULL;
CREATE INDEX "RunEntry_settled_otherwise" ON "RunEntry" USING gin ("settles")
  WHERE cardinality("settles") > 0 AND ("originalDay" IS NOT NULL OR "stage" IS DISTINCT FROM 'KEY_EXACT');
CREATE INDEX "RunEntry_unbooked" ON "RunEntry" ("runId") WHERE "unbookedMinor" <> 0;
CREATE INDEX "RunEntry_resolved" ON "RunEntry" ("resolutionId") WHERE "resolutionId" IS NOT NULL;

ALTER TABLE "Proposal" ADD CONSTRAINT "proposal_kind_is_known" CHECK ("kind" IN
  ('supersede', 'release', 'reject', 'close', 'reopen', 'no_activity', 'close_month', 'reopen_month', 'resolution'));
ALTER TABLE "Proposal" ADD CONSTRAINT "proposal_is_a_persons" CHECK (NOT "needsChecker" OR "maker" LIKE 'staff:%');
ALTER TABLE "ProposalDecision" ADD CONSTRAINT "proposal_outcome_is_known" CHECK ("outcome" IN ('APPROVED', 'REJECTED', 'WITHDRAWN', 'VOID'));
ALTER TABLE "ProposalDecision" ADD CONSTRAINT "rejecting_needs_a_reason" CHECK ("outcome" <> 'REJECTED' OR coalesce(trim("note"), '') <> '');

-- Four eyes: whoever proposes does not decide, whatever their role; and no program decides at all.
CREATE FUNCTION "refuse_own_approval"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked "Proposal";
BEGIN
  SELECT * INTO asked FROM "Proposal" WHERE "id" = NEW."proposalId";
  IF NOT asked."needsChecker" OR NEW."outcome" IN ('VOID', 'WITHDRAWN') THEN
    RETURN NEW;
  END IF;
  IF NEW."by" = asked."maker" OR NEW."by" NOT LIKE 'staff:%' THEN
    RAISE EXCEPTION '% may not decide proposal %', NEW."by", asked."id" USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_approves_their_own_proposal';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "nobody_approves_their_own_proposal" BEFORE INSERT ON "ProposalDecision" FOR EACH ROW EXECUTE FUNCTION "refuse_own_approval"();

ALTER TABLE "Resolution" ADD CONSTRAINT "resolution_action_is_known" CHECK ("action" IN
  ('ENQUIRE', 'LINK', 'CREATE_INTERNAL', 'CLAIM', 'CARRY', 'WRITE_OFF', 'IGNORE_LINE', 'REVERSE'));
ALTER TABLE "Resolution" ADD CONSTRAINT "resolution_says_what_its_action_needs" CHECK (CASE "action"
  WHEN 'LINK' THEN cardinality("lines") > 0 AND cardinality("syssns") > 0
  WHEN 'CREATE_INTERNAL' THEN cardinality("lines") > 0
  WHEN 'IGNORE_LINE' THEN cardinality("lines") > 0
  WHEN 'CLAIM' THEN "ticket" IS NOT NULL
  WHEN 'CARRY' THEN "untilDay" IS NOT NULL AND "owner" IS NOT NULL AND "differenceMinor" IS NOT NULL AND "currency" IS NOT NULL
  WHEN 'WRITE_OFF' THEN "ledgerAccount" IS NOT NULL AND "differenceMinor" IS NOT NULL AND "currency" IS NOT NULL
  WHEN 'REVERSE' THEN "reversesId" IS NOT NULL
  ELSE true END);

-- Always two people: what writes off, sets aside, releases, replaces, closes and opens again.
CREATE FUNCTION "refuse_single_handed"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked "Proposal";
BEGIN
  SELECT * INTO asked FROM "Proposal" WHERE "id" = NEW."proposalId";
  IF NEW."action" IN ('WRITE_OFF', 'IGNORE_LINE') AND NOT asked."needsChecker" THEN
    RAISE EXCEPTION '% needs two people', NEW."action" USING ERRCODE = 'check_violation', CONSTRAINT = 'resolution_needs_two_people';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "resolution_needs_two_people" BEFORE INSERT ON "Resolution" FOR EACH ROW EXECUTE FUNCTION "refuse_single_handed"();
ALTER TABLE "Proposal" ADD CONSTRAINT "books_are_moved_by_two_people" CHECK ("kind" IN ('no_activity', 'resolution') OR "needsChecker");

ALTER TABLE "DayClose" ADD CONSTRAINT "close_has_two_people" CHECK ("maker" <> "checker" AND "maker" LIKE 'staff:%' AND "checker" LIKE 'staff:%');
ALTER TABLE "DayClose" ADD CONSTRAINT "close_digest_is_sha256" CHECK ("digest" ~ '^[0-9a-f]{64}$');
ALTER TABLE "MonthClose" ADD CONSTRAINT "month_close_has_two_people" CHECK ("maker" <> "checker" AND "maker" LIKE 'staff:%' AND "checker" LIKE 'staff:%');
ALTER TABLE "MonthClose" ADD CONSTRAINT "month_is_written_as_one" CHECK ("month" ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$');

-- The rows of a close are written before its head, which carries their digest; both are there when the transaction ends.
ALTER TABLE "CloseRow" ALTER CONSTRAINT "CloseRow_closeId_fkey" DEFERRABLE INITIALLY DEFERRED;

-- Closes are a chain without gaps, and a day is closed again only after it was opened again.
CREATE FUNCTION "refuse_loose_close"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last "DayClose";
BEGIN
  SELECT * INTO last FROM "DayClose" WHERE "accountId" = NEW."accountId" ORDER BY "seq" DESC LIMIT 1;
  IF NEW."seq" <> coalesce(last."seq", 0) + 1 OR NEW."previousDigest" IS DISTINCT FROM last."digest" THEN
    RAISE EXCEPTION 'close % does not follow %', NEW."seq", coalesce(last."seq", 0) USING ERRCODE = 'check_violation', CONSTRAINT = 'closes_are_a_chain';
  END IF;
  IF NEW."version" > 1 AND NOT EXISTS (SELECT 1 FROM "DayReopening" r
      WHERE r."accountId" = NEW."accountId" AND r."settleDay" = NEW."settleDay" AND r."version" = NEW."version")
    OR NEW."version" > 1 AND NOT EXISTS (SELECT 1 FROM "DayClose" c
      WHERE c."accountId" = NEW."accountId" AND c."settleDay" = NEW."settleDay" AND c."version" = NEW."version" - 1) THEN
    RAISE EXCEPTION 'day % was not opened for version %', NEW."settleDay", NEW."version" USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_day_does_not_move';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "closes_are_a_chain" BEFORE INSERT ON "DayClose" FOR EACH ROW EXECUTE FUNCTION "refuse_loose_close"();

-- A closed day is not run: later facts are posted in an open day or in a new version.
CREATE FUNCTION "refuse_run_of_closed_day"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "DayClose" c WHERE c."accountId" = NEW."accountId" AND c."settleDay" = NEW."settleDay" AND NOT EXISTS (
      SELECT 1 FROM "DayReopening" r WHERE r."accountId" = c."accountId" AND r."settleDay" = c."settleDay" AND r."version" = c."version" + 1)) THEN
    RAISE EXCEPTION 'day % is closed', NEW."settleDay" USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_day_does_not_move';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "closed_day_does_not_move" BEFORE INSERT ON "ReconciliationRun" FOR EACH ROW EXECUTE FUNCTION "refuse_run_of_closed_day"();

CREATE TRIGGER "run_batch_is_kept" BEFORE UPDATE OR DELETE ON "RunBatch" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "bank_line_is_kept" BEFORE UPDATE OR DELETE ON "BankLine" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "proposal_is_kept" BEFORE UPDATE OR DELETE ON "Proposal" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "proposal_decision_is_kept" BEFORE UPDATE OR DELETE ON "ProposalDecision" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "resolution_is_kept" BEFORE UPDATE OR DELETE ON "Resolution" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "break_assignment_is_kept" BEFORE UPDATE OR DELETE ON "BreakAssignment" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "day_close_is_kept" BEFORE UPDATE OR DELETE ON "DayClose" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "close_row_is_kept" BEFORE UPDATE OR DELETE ON "CloseRow" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "close_posting_is_kept" BEFORE UPDATE OR DELETE ON "ClosePosting" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "day_reopening_is_kept" BEFORE UPDATE OR DELETE ON "DayReopening" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "month_close_is_kept" BEFORE UPDATE OR DELETE ON "MonthClose" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "month_reopening_is_kept" BEFORE UPDATE OR DELETE ON "MonthReopening" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "journal_export_is_kept" BEFORE UPDATE OR DELETE ON "JournalExport" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
-- Emptying a table is rewriting too.
CREATE TRIGGER "day_closes_are_kept" BEFORE TRUNCATE ON "DayClose" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "close_rows_are_kept" BEFORE TRUNCATE ON "CloseRow" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "close_postings_are_kept" BEFORE TRUNCATE ON "ClosePosting" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "proposals_are_kept" BEFORE TRUNCATE ON "Proposal" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "proposal_decisions_are_kept" BEFORE TRUNCATE ON "ProposalDecision" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "resolutions_are_kept" BEFORE TRUNCATE ON "Resolution" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
