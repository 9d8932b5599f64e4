-- States climb and never fall, on every floor.
CREATE FUNCTION "order_rank"(state text) RETURNS int IMMUTABLE LANGUAGE sql AS $$
  SELECT CASE state WHEN 'open' THEN 0 WHEN 'expired' THEN 1 WHEN 'cancelled' THEN 1 WHEN 'paid' THEN 2 END
$$;
CREATE FUNCTION "refuse_falling_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF "order_rank"(NEW."state") < "order_rank"(OLD."state") THEN
    RAISE EXCEPTION 'order % cannot fall from % to %', OLD."id", OLD."state", NEW."state" USING ERRCODE = 'check_violation', CONSTRAINT = 'order_state_climbs';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "order_state_climbs" BEFORE UPDATE OF "state" ON "Order" FOR EACH ROW EXECUTE FUNCTION "refuse_falling_order"();

CREATE FUNCTION "refund_rank"(state text) RETURNS int IMMUTABLE LANGUAGE sql AS $$
  SELECT CASE state WHEN 'submitted' THEN 0 WHEN 'processing' THEN 1 WHEN 'failed' THEN 2 WHEN 'refunded' THEN 3 END
$$;
CREATE FUNCTION "refuse_falling_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF "refund_rank"(NEW."state") < "refund_rank"(OLD."state") THEN
    RAISE EXCEPTION 'refund % cannot fall from % to %', OLD."id", OLD."state", NEW."state" USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_state_climbs';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "refund_state_climbs" BEFORE UPDATE OF "state" ON "Refund" FOR EACH ROW EXECUTE FUNCTION "refuse_falling_refund"();

-- The foreign key of a new refund holds the payment's row FOR KEY SHARE already. FOR UPDATE conflicts with that, so two
-- refunds at once would deadlock; FOR NO KEY UPDATE makes the second wait for the first.
CREATE OR REPLACE FUNCTION "refuse_over_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paid bigint; given bigint;
BEGIN
  SELECT "amountMinor" INTO paid FROM "Payment" WHERE "id" = NEW."paymentId" FOR NO KEY UPDATE;
  SELECT coalesce(sum("amountMinor"), 0) INTO given FROM "Refund" WHERE "paymentId" = NEW."paymentId" AND "state" <> 'failed';
  IF given > paid THEN
    RAISE EXCEPTION 'refunds of payment % would exceed it', NEW."paymentId" USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_exceed_payment';
  END IF;
  RETURN NULL;
END $$;

-- Emptying a table is rewriting too.
CREATE TRIGGER "observations_are_kept" BEFORE TRUNCATE ON "Observation" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "state_changes_are_kept" BEFORE TRUNCATE ON "StateChange" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "audit_entries_are_kept" BEFORE TRUNCATE ON "AuditEntry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
