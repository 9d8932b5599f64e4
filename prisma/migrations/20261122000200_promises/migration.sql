-- What the database promises by itself, whatever the code above it does.

ALTER TABLE "Membership" ADD CONSTRAINT "role_is_known" CHECK ("role" IN ('owner', 'cashier', 'finance'));
ALTER TABLE "MerchantAccount" ADD CONSTRAINT "sign_type_is_known" CHECK ("signType" IN ('MD5', 'SHA256'));
ALTER TABLE "MerchantAccount" ADD CONSTRAINT "environment_is_known" CHECK ("environment" IN ('production', 'test'));

ALTER TABLE "Order" ADD CONSTRAINT "order_amount_is_positive" CHECK ("amountMinor" > 0);
ALTER TABLE "Order" ADD CONSTRAINT "order_face_is_known" CHECK ("face" IN ('qr', 'link'));
ALTER TABLE "Order" ADD CONSTRAINT "order_state_is_known" CHECK ("state" IN ('open', 'expired', 'cancelled', 'paid'));
-- An order is paid exactly when one payment counts for it.
ALTER TABLE "Order" ADD CONSTRAINT "paid_order_has_its_payment" CHECK (("state" = 'paid') = ("paidPaymentId" IS NOT NULL));
CREATE INDEX "Order_number_prefix" ON "Order" ("accountId", (lower("number")) text_pattern_ops);
CREATE INDEX "Order_open_until" ON "Order" ("expiresAt") WHERE "state" = 'open';

ALTER TABLE "Payment" ADD CONSTRAINT "payment_amount_is_positive" CHECK ("amountMinor" > 0);
ALTER TABLE "Payment" ADD CONSTRAINT "payment_state_is_known"
  CHECK ("state" IN ('submitted', 'awaiting', 'failed', 'expired', 'cancelled', 'paid'));
ALTER TABLE "Payment" ADD CONSTRAINT "paid_payment_names_its_transaction"
  CHECK ("state" <> 'paid' OR ("syssn" IS NOT NULL AND "sysdtm" IS NOT NULL));
-- A link holds at most one payable QFPay order at a time.
CREATE UNIQUE INDEX "Payment_one_payable_per_order" ON "Payment" ("orderId")
  WHERE "state" IN ('submitted', 'awaiting') AND "supersededAt" IS NULL;
CREATE UNIQUE INDEX "Payment_accountId_syssn_key" ON "Payment" ("accountId", "syssn") WHERE "syssn" IS NOT NULL;
CREATE INDEX "Payment_enquiries_due" ON "Payment" ("nextEnquiryAt") WHERE "nextEnquiryAt" IS NOT NULL;
CREATE INDEX "Payment_outTradeNo_prefix" ON "Payment" ("accountId", (lower("outTradeNo")) text_pattern_ops);
CREATE INDEX "Payment_syssn_prefix" ON "Payment" ("accountId", (lower("syssn")) text_pattern_ops);
-- Takings by the hour and by the day, and the rows behind each figure.
CREATE INDEX "Payment_takings" ON "Payment" ("accountId", "paydtm") WHERE "state" = 'paid';

ALTER TABLE "Transaction" ADD CONSTRAINT "transaction_kind_is_known" CHECK ("kind" IN ('payment', 'refund'));
ALTER TABLE "Transaction" ADD CONSTRAINT "refund_is_negative_and_payment_positive"
  CHECK (CASE "kind" WHEN 'payment' THEN "amountMinor" > 0 ELSE "amountMinor" < 0 END);

ALTER TABLE "Refund" ADD CONSTRAINT "refund_amount_is_positive" CHECK ("amountMinor" > 0);
ALTER TABLE "Refund" ADD CONSTRAINT "refund_state_is_known" CHECK ("state" IN ('submitted', 'processing', 'failed', 'refunded'));
CREATE INDEX "Refund_enquiries_due" ON "Refund" ("nextEnquiryAt") WHERE "nextEnquiryAt" IS NOT NULL;

-- Refunds of a payment never exceed it, under any interleaving: the payment's row is the lock. The foreign key of a new refund
-- holds it FOR KEY SHARE already; FOR UPDATE would conflict with that and two refunds at once would deadlock.
CREATE FUNCTION "refuse_over_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paid bigint; given bigint;
BEGIN
  SELECT "amountMinor" INTO paid FROM "Payment" WHERE "id" = NEW."paymentId" FOR NO KEY UPDATE;
  SELECT coalesce(sum("amountMinor"), 0) INTO given FROM "Refund" WHERE "paymentId" = NEW."paymentId" AND "state" <> 'failed';
  IF given > paid THEN
    RAISE EXCEPTION 'refunds of payment % would exceed it', NEW."paymentId" USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_exceed_payment';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refunds_never_exceed_payment" AFTER INSERT OR UPDATE OF "state", "amountMinor" ON "Refund"
  FOR EACH ROW EXECUTE FUNCTION "refuse_over_refund"();

-- Payments and refunds share one series of numbers at QFPay.
CREATE FUNCTION "refuse_reused_number"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'Refund' AND EXISTS (SELECT 1 FROM "Payment" WHERE "accountId" = NEW."accountId" AND "outTradeNo" = NEW."outTradeNo")
  OR TG_TABLE_NAME = 'Payment' AND EXISTS (SELECT 1 FROM "Refund" WHERE "accountId" = NEW."accountId" AND "outTradeNo" = NEW."outTradeNo") THEN
    RAISE EXCEPTION 'number % is taken', NEW."outTradeNo" USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "payment_number_is_no_refund_number" BEFORE INSERT ON "Payment" FOR EACH ROW EXECUTE FUNCTION "refuse_reused_number"();
CREATE TRIGGER "refund_number_is_no_payment_number" BEFORE INSERT ON "Refund" FOR EACH ROW EXECUTE FUNCTION "refuse_reused_number"();

-- States climb and never fall.
CREATE FUNCTION "state_rank"(subject text, state text) RETURNS int IMMUTABLE LANGUAGE sql AS $$
  SELECT CASE subject
    WHEN 'Order' THEN CASE state WHEN 'open' THEN 0 WHEN 'expired' THEN 1 WHEN 'cancelled' THEN 1 WHEN 'paid' THEN 2 END
    WHEN 'Payment' THEN CASE state WHEN 'submitted' THEN 0 WHEN 'awaiting' THEN 1 WHEN 'failed' THEN 2 WHEN 'expired' THEN 2 WHEN 'cancelled' THEN 2 WHEN 'paid' THEN 3 END
    WHEN 'Refund' THEN CASE state WHEN 'submitted' THEN 0 WHEN 'processing' THEN 1 WHEN 'failed' THEN 2 WHEN 'refunded' THEN 3 END
  END
$$;
CREATE FUNCTION "refuse_falling_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF "state_rank"(TG_TABLE_NAME, NEW."state") < "state_rank"(TG_TABLE_NAME, OLD."state") THEN
    RAISE EXCEPTION '% % cannot fall from % to %', TG_TABLE_NAME, OLD."id", OLD."state", NEW."state" USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "order_state_climbs" BEFORE UPDATE OF "state" ON "Order" FOR EACH ROW EXECUTE FUNCTION "refuse_falling_state"();
CREATE TRIGGER "payment_state_climbs" BEFORE UPDATE OF "state" ON "Payment" FOR EACH ROW EXECUTE FUNCTION "refuse_falling_state"();
CREATE TRIGGER "refund_state_climbs" BEFORE UPDATE OF "state" ON "Refund" FOR EACH ROW EXECUTE FUNCTION "refuse_falling_state"();

-- What was heard, what changed and who did what is added to, never edited.
CREATE FUNCTION "refuse_rewriting"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "observation_is_kept" BEFORE UPDATE OR DELETE ON "Observation" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "state_change_is_kept" BEFORE UPDATE OR DELETE ON "StateChange" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "audit_entry_is_kept" BEFORE UPDATE OR DELETE ON "AuditEntry" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
-- Emptying a table is rewriting too.
CREATE TRIGGER "observations_are_kept" BEFORE TRUNCATE ON "Observation" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "state_changes_are_kept" BEFORE TRUNCATE ON "StateChange" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "audit_entries_are_kept" BEFORE TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
