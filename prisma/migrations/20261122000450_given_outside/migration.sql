-- What was given back outside of Tillbook counts too: no new refund is taken, queued or sent that would exceed what is left. News of
-- money that moved are never refused, whatever they add up to.
CREATE OR REPLACE FUNCTION "refuse_over_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paid bigint; given bigint;
BEGIN
  SELECT "amountMinor" INTO paid FROM "Payment" WHERE "id" = NEW."paymentId" FOR NO KEY UPDATE;
  SELECT coalesce(sum("amountMinor"), 0) INTO given FROM "Refund"
    WHERE "paymentId" = NEW."paymentId" AND "state" NOT IN ('failed', 'declined');
  IF NEW."state" IN ('awaiting_approval', 'queued', 'submitted') THEN
    given := given - coalesce((SELECT sum("amountMinor") FROM "Transaction" -- a refund's amount is negative there
      WHERE "paymentId" = NEW."paymentId" AND "kind" = 'refund' AND "refundId" IS NULL AND "respcd" IN ('0000', '1143', '1145', '1298', '2999')), 0);
  END IF;
  IF given > paid THEN
    RAISE EXCEPTION 'refunds of payment % would exceed it', NEW."paymentId" USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_exceed_payment';
  END IF;
  RETURN NULL;
END $$;

-- Refunds that QFPay told of and that are not tied to a payment, or not decided, yet.
CREATE INDEX "Observation_lost_refunds" ON "Observation" ("receivedAt") WHERE "source" = 'notification' AND "verdict" = 'unknown' AND "notifyType" = 'refund';
CREATE INDEX "Transaction_undecided_outside" ON "Transaction" ("createdAt")
  WHERE "kind" = 'refund' AND "refundId" IS NULL AND "paymentId" IS NOT NULL AND "respcd" IN ('1143', '1145', '1298', '2999');
