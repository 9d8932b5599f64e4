-- CreateTable
CREATE TABLE "TakingsHour" (
    "accountId" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "paidMinor" BIGINT NOT NULL,
    "paidCount" BIGINT NOT NULL,
    "refundedMinor" BIGINT NOT NULL,
    "refundedCount" BIGINT NOT NULL,

    CONSTRAINT "TakingsHour_pkey" PRIMARY KEY ("accountId","hour","currency")
);

-- CreateTable
CREATE TABLE "TakingsDelta" (
    "accountId" UUID NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "paidMinor" BIGINT NOT NULL,
    "paidCount" BIGINT NOT NULL,
    "refundedMinor" BIGINT NOT NULL,
    "refundedCount" BIGINT NOT NULL,

    CONSTRAINT "TakingsDelta_pkey" PRIMARY KEY ("accountId","id")
);

-- Every way in which money can come, go or move to another hour passes here, whatever the code above it does. A payment without
-- a paydtm counts by its sysdtm: money is never left out because QFPay did not say when the shopper paid.
CREATE FUNCTION "keep_takings_of_payment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD."state" = 'paid' THEN
    INSERT INTO "TakingsDelta" ("accountId", "hour", "currency", "paidMinor", "paidCount", "refundedMinor", "refundedCount")
    VALUES (OLD."accountId", date_bin('1 hour', coalesce(OLD."paydtm", OLD."sysdtm"), '2000-01-01T00:00:00Z'), OLD."currency", -OLD."amountMinor", -1, 0, 0);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW."state" = 'paid' THEN
    INSERT INTO "TakingsDelta" ("accountId", "hour", "currency", "paidMinor", "paidCount", "refundedMinor", "refundedCount")
    VALUES (NEW."accountId", date_bin('1 hour', coalesce(NEW."paydtm", NEW."sysdtm"), '2000-01-01T00:00:00Z'), NEW."currency", NEW."amountMinor", 1, 0, 0);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "payment_comes_paid" AFTER INSERT ON "Payment" FOR EACH ROW
  WHEN (NEW."state" = 'paid') EXECUTE FUNCTION "keep_takings_of_payment"();
CREATE TRIGGER "payment_takings_change" AFTER UPDATE ON "Payment" FOR EACH ROW
  WHEN ((OLD."state" = 'paid' OR NEW."state" = 'paid') AND
    (OLD."state", OLD."paydtm", OLD."sysdtm", OLD."amountMinor", OLD."currency", OLD."accountId") IS DISTINCT FROM
    (NEW."state", NEW."paydtm", NEW."sysdtm", NEW."amountMinor", NEW."currency", NEW."accountId"))
  EXECUTE FUNCTION "keep_takings_of_payment"();
CREATE TRIGGER "paid_payment_goes" AFTER DELETE ON "Payment" FOR EACH ROW
  WHEN (OLD."state" = 'paid') EXECUTE FUNCTION "keep_takings_of_payment"();

CREATE FUNCTION "keep_takings_of_refund"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD."state" = 'refunded' AND OLD."sysdtm" IS NOT NULL THEN
    INSERT INTO "TakingsDelta" ("accountId", "hour", "currency", "paidMinor", "paidCount", "refundedMinor", "refundedCount")
    VALUES (OLD."accountId", date_bin('1 hour', OLD."sysdtm", '2000-01-01T00:00:00Z'), OLD."currency", 0, 0, -OLD."amountMinor", -1);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW."state" = 'refunded' AND NEW."sysdtm" IS NOT NULL THEN
    INSERT INTO "TakingsDelta" ("accountId", "hour", "currency", "paidMinor", "paidCount", "refundedMinor", "refundedCount")
    VALUES (NEW."accountId", date_bin('1 hour', NEW."sysdtm", '2000-01-01T00:00:00Z'), NEW."currency", 0, 0, NEW."amountMinor", 1);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "refund_comes_refunded" AFTER INSERT ON "Refund" FOR EACH ROW
  WHEN (NEW."state" = 'refunded') EXECUTE FUNCTION "keep_takings_of_refund"();
CREATE TRIGGER "refund_takings_change" AFTER UPDATE ON "Refund" FOR EACH ROW
  WHEN ((OLD."state" = 'refunded' OR NEW."state" = 'refunded') AND
    (OLD."state", OLD."sysdtm", OLD."amountMinor", OLD."currency", OLD."accountId") IS DISTINCT FROM
    (NEW."state", NEW."sysdtm", NEW."amountMinor", NEW."currency", NEW."accountId"))
  EXECUTE FUNCTION "keep_takings_of_refund"();
CREATE TRIGGER "refunded_refund_goes" AFTER DELETE ON "Refund" FOR EACH ROW
  WHEN (OLD."state" = 'refunded') EXECUTE FUNCTION "keep_takings_of_refund"();

-- What is there already. The triggers above hold both tables against writers until this transaction ends, so nothing slips in between.
INSERT INTO "TakingsHour" ("accountId", "hour", "currency", "paidMinor", "paidCount", "refundedMinor", "refundedCount")
SELECT "accountId", "hour", "currency", sum("paidMinor"), sum("paidCount"), sum("refundedMinor"), sum("refundedCount") FROM (
  SELECT "accountId", date_bin('1 hour', coalesce("paydtm", "sysdtm"), '2000-01-01T00:00:00Z') AS "hour", "currency",
    "amountMinor" AS "paidMinor", 1 AS "paidCount", 0 AS "refundedMinor", 0 AS "refundedCount" FROM "Payment" WHERE "state" = 'paid'
  UNION ALL
  SELECT "accountId", date_bin('1 hour', "sysdtm", '2000-01-01T00:00:00Z'), "currency", 0, 0, "amountMinor", 1
    FROM "Refund" WHERE "state" = 'refunded' AND "sysdtm" IS NOT NULL) moved
GROUP BY "accountId", "hour", "currency";

-- The rows behind each figure, found by the same clock and in its order.
DROP INDEX "Payment_takings";
CREATE INDEX "Payment_takings" ON "Payment" ("accountId", (coalesce("paydtm", "sysdtm")), "orderId") WHERE "state" = 'paid';
CREATE INDEX "Refund_takings" ON "Refund" ("accountId", "sysdtm", "orderId") WHERE "state" = 'refunded';

-- Lists of a rare state or currency begin where it is.
DROP INDEX "Order_accountId_state_createdAt_id_idx";
CREATE INDEX "Order_accountId_currency_state_createdAt_id_idx" ON "Order"("accountId", "currency", "state", "createdAt" DESC, "id" DESC);

-- Every row of a list asks for its refunds; a search asks for any number, in any case, by its start.
CREATE INDEX "Refund_orderId_idx" ON "Refund"("orderId");
CREATE INDEX "Refund_outTradeNo_prefix" ON "Refund" ("accountId", (lower("outTradeNo")) text_pattern_ops);
CREATE INDEX "Refund_syssn_prefix" ON "Refund" ("accountId", (lower("syssn")) text_pattern_ops) WHERE "syssn" IS NOT NULL;

-- The orders behind all numbers that begin so: their own, or one of their payments or refunds. Orders may come more than once, never more
-- than "most" by one kind of number. Planned once and not for every search anew, which would take several times as long as the search.
CREATE FUNCTION "orders_by_number"("account" uuid, "search" text, "most" bigint) RETURNS TABLE ("id" uuid)
  LANGUAGE plpgsql STABLE ROWS 10 SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE "first" text := lower("search"); "past" text := lower("search") || chr(1114111);
BEGIN
  RETURN QUERY
    (SELECT n."id" FROM "Order" n WHERE n."accountId" = "account" AND lower(n."number") ~>=~ "first" AND lower(n."number") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Payment" n WHERE n."accountId" = "account" AND lower(n."outTradeNo") ~>=~ "first" AND lower(n."outTradeNo") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Payment" n WHERE n."accountId" = "account" AND lower(n."syssn") ~>=~ "first" AND lower(n."syssn") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Refund" n WHERE n."accountId" = "account" AND lower(n."outTradeNo") ~>=~ "first" AND lower(n."outTradeNo") ~<~ "past" LIMIT "most")
    UNION ALL
    (SELECT n."orderId" FROM "Refund" n WHERE n."accountId" = "account" AND lower(n."syssn") ~>=~ "first" AND lower(n."syssn") ~<~ "past" LIMIT "most");
END $$;
