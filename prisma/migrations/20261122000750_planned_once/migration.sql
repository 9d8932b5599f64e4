-- The orders behind all numbers that begin so: their own, or one of their payments or refunds. Null when there are "most" of one kind of
-- number or more. Planned once and not for every search anew, which would take several times as long as the search.
DROP FUNCTION "orders_by_number"(uuid, text, bigint);
CREATE FUNCTION "orders_by_number"("account" uuid, "search" text, "most" int) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE "first" text := lower("search"); "past" text := "first" || chr(1114111); "found" uuid[];
BEGIN
  "found" := ARRAY(
    (SELECT n."id" FROM "Order" n WHERE n."accountId" = "account" AND lower(n."number") ~>=~ "first" AND lower(n."number") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Payment" n WHERE n."accountId" = "account" AND lower(n."outTradeNo") ~>=~ "first" AND lower(n."outTradeNo") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Payment" n WHERE n."accountId" = "account" AND lower(n."syssn") ~>=~ "first" AND lower(n."syssn") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Refund" n WHERE n."accountId" = "account" AND lower(n."outTradeNo") ~>=~ "first" AND lower(n."outTradeNo") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Refund" n WHERE n."accountId" = "account" AND lower(n."syssn") ~>=~ "first" AND lower(n."syssn") ~<~ "past" LIMIT "most"));
  RETURN CASE WHEN cardinality("found") < "most" THEN "found" END;
END $$;

-- The same promise as before, said once for each table: a condition on the table's name was planned anew for every new payment.
CREATE FUNCTION "refuse_number_of_a_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Refund" WHERE "accountId" = NEW."accountId" AND "outTradeNo" = NEW."outTradeNo") THEN
    RAISE EXCEPTION 'number % is taken', NEW."outTradeNo" USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION "refuse_number_of_a_payment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "Payment" WHERE "accountId" = NEW."accountId" AND "outTradeNo" = NEW."outTradeNo") THEN
    RAISE EXCEPTION 'number % is taken', NEW."outTradeNo" USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "payment_number_is_no_refund_number" ON "Payment";
DROP TRIGGER "refund_number_is_no_payment_number" ON "Refund";
DROP FUNCTION "refuse_reused_number"();
CREATE TRIGGER "payment_number_is_no_refund_number" BEFORE INSERT ON "Payment" FOR EACH ROW EXECUTE FUNCTION "refuse_number_of_a_refund"();
CREATE TRIGGER "refund_number_is_no_payment_number" BEFORE INSERT ON "Refund" FOR EACH ROW EXECUTE FUNCTION "refuse_number_of_a_payment"();

-- The ranks as before, written so that a trigger takes them in and runs no function for them.
CREATE OR REPLACE FUNCTION "state_rank"(subject text, state text) RETURNS int IMMUTABLE LANGUAGE sql AS $$
  SELECT ('{"Order": {"open": 0, "expired": 1, "cancelled": 1, "paid": 2},
    "Payment": {"submitted": 0, "awaiting": 1, "failed": 2, "expired": 2, "cancelled": 2, "paid": 3},
    "Refund": {"awaiting_approval": 0, "queued": 1, "submitted": 2, "processing": 3, "failed": 4, "declined": 4, "refunded": 5}}'::jsonb
    #>> ARRAY[subject, state])::int
$$;
