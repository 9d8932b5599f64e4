-- AlterTable
ALTER TABLE "MerchantAccount" ADD COLUMN     "clientKeySince" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "closing" TEXT NOT NULL DEFAULT 'close POST',
ADD COLUMN     "previousKeyUntil" TIMESTAMPTZ(3),
ADD COLUMN     "previousSealedClientKey" TEXT,
ADD COLUMN     "refundRules" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "sealedNotificationKey" TEXT;

-- AlterTable
ALTER TABLE "Observation" ADD COLUMN     "actor" TEXT,
ADD COLUMN     "replayOf" BIGINT,
ADD COLUMN     "request" JSONB,
ADD COLUMN     "signature" TEXT;

-- AlterTable
ALTER TABLE "Payment" ADD COLUMN     "late" TEXT,
ADD COLUMN     "needsPersonAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Refund" ADD COLUMN     "decidedAt" TIMESTAMPTZ(3),
ADD COLUMN     "decidedBy" TEXT,
ADD COLUMN     "decisionNote" TEXT,
ADD COLUMN     "nextSendAt" TIMESTAMPTZ(3),
ADD COLUMN     "sends" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "waitsBecause" TEXT;

-- AlterTable
ALTER TABLE "StateChange" ADD COLUMN     "details" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "PaymentCase" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "orderId" UUID,
    "paymentId" UUID,
    "observationId" BIGINT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "note" TEXT,
    "closedBy" TEXT,

    CONSTRAINT "PaymentCase_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PaymentCase_accountId_openedAt_id_idx" ON "PaymentCase"("accountId", "openedAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "PaymentCase_paymentId_kind_key" ON "PaymentCase"("paymentId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentCase_observationId_key" ON "PaymentCase"("observationId");

-- AddForeignKey
ALTER TABLE "PaymentCase" ADD CONSTRAINT "PaymentCase_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;



-- What the database promises by itself.
ALTER TABLE "MerchantAccount" ADD CONSTRAINT "closing_is_known"
  CHECK ("closing" IN ('close POST', 'close GET', 'reversal POST', 'reversal GET', 'cannot'));
ALTER TABLE "MerchantAccount" ADD CONSTRAINT "previous_key_has_an_end"
  CHECK (("previousSealedClientKey" IS NULL) = ("previousKeyUntil" IS NULL));
ALTER TABLE "Payment" ADD CONSTRAINT "lateness_is_known" CHECK ("late" IN ('after_expiry', 'after_cancel', 'after_giving_up'));
ALTER TABLE "Payment" ADD CONSTRAINT "only_paid_is_late" CHECK ("late" IS NULL OR "state" = 'paid');

ALTER TABLE "PaymentCase" ADD CONSTRAINT "case_kind_is_known" CHECK ("kind" IN ('paid_late', 'twin', 'unclear', 'quarantined'));
ALTER TABLE "PaymentCase" ADD CONSTRAINT "case_is_about_something" CHECK (num_nonnulls("paymentId", "observationId") > 0);
ALTER TABLE "PaymentCase" ADD CONSTRAINT "resolution_is_known"
  CHECK ("resolution" IN ('accepted', 'refunded', 'declared_unpaid', 'became_clear', 'dismissed'));
ALTER TABLE "PaymentCase" ADD CONSTRAINT "closed_case_says_how_and_by_whom"
  CHECK (num_nonnulls("closedAt", "resolution", "closedBy") IN (0, 3));
CREATE INDEX "PaymentCase_open" ON "PaymentCase" ("accountId", "openedAt") WHERE "closedAt" IS NULL;

-- Refunds are requests: approved, queued, sent under one number until it is done.
ALTER TABLE "Refund" DROP CONSTRAINT "refund_state_is_known";
ALTER TABLE "Refund" ADD CONSTRAINT "refund_state_is_known"
  CHECK ("state" IN ('awaiting_approval', 'queued', 'submitted', 'processing', 'failed', 'declined', 'refunded'));
-- Four eyes: nobody approves their own request; taking it back is their own right.
ALTER TABLE "Refund" ADD CONSTRAINT "nobody_approves_their_own_refund"
  CHECK ("state" = 'declined' OR "decidedBy" IS NULL OR "decidedBy" <> "requestedBy");
CREATE INDEX "Refund_sends_due" ON "Refund" ("nextSendAt") WHERE "nextSendAt" IS NOT NULL;
CREATE INDEX "Refund_under_way" ON "Refund" ("accountId", "createdAt")
  WHERE "state" IN ('awaiting_approval', 'queued', 'submitted', 'processing');
CREATE OR REPLACE FUNCTION "refuse_over_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paid bigint; given bigint;
BEGIN
  SELECT "amountMinor" INTO paid FROM "Payment" WHERE "id" = NEW."paymentId" FOR NO KEY UPDATE;
  SELECT coalesce(sum("amountMinor"), 0) INTO given FROM "Refund"
    WHERE "paymentId" = NEW."paymentId" AND "state" NOT IN ('failed', 'declined');
  IF given > paid THEN
    RAISE EXCEPTION 'refunds of payment % would exceed it', NEW."paymentId" USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_exceed_payment';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION "state_rank"(subject text, state text) RETURNS int IMMUTABLE LANGUAGE sql AS $$
  SELECT CASE subject
    WHEN 'Order' THEN CASE state WHEN 'open' THEN 0 WHEN 'expired' THEN 1 WHEN 'cancelled' THEN 1 WHEN 'paid' THEN 2 END
    WHEN 'Payment' THEN CASE state WHEN 'submitted' THEN 0 WHEN 'awaiting' THEN 1 WHEN 'failed' THEN 2 WHEN 'expired' THEN 2 WHEN 'cancelled' THEN 2 WHEN 'paid' THEN 3 END
    WHEN 'Refund' THEN CASE state WHEN 'awaiting_approval' THEN 0 WHEN 'queued' THEN 1 WHEN 'submitted' THEN 2 WHEN 'processing' THEN 3
      WHEN 'failed' THEN 4 WHEN 'declined' THEN 4 WHEN 'refunded' THEN 5 END
  END
$$;

-- The ledger of notifications: newest first, found by number.
CREATE INDEX "Observation_notifications" ON "Observation" ("receivedAt" DESC, "id" DESC) WHERE "source" = 'notification';
CREATE INDEX "Observation_notified_outTradeNo" ON "Observation" ((lower("outTradeNo")) text_pattern_ops) WHERE "source" = 'notification';
CREATE INDEX "Observation_notified_syssn" ON "Observation" ((lower("syssn")) text_pattern_ops) WHERE "source" = 'notification';
