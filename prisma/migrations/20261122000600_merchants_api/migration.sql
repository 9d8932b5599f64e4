-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedBy" TEXT,

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiRequest" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "apiKeyId" UUID NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "runs" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),
    "status" INTEGER,
    "sealedAnswer" TEXT,

    CONSTRAINT "ApiRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookEndpoint" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "events" TEXT[],
    "sealedSecret" TEXT NOT NULL,
    "sealedPreviousSecret" TEXT,
    "previousSecretUntil" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "pausedBy" TEXT,
    "failingSince" TIMESTAMPTZ(3),
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "endpointId" UUID NOT NULL,
    "changeId" BIGINT,
    "caseId" UUID,
    "eventId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "lastStatus" INTEGER,
    "deliveredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookAttempt" (
    "id" BIGSERIAL NOT NULL,
    "deliveryId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "took" INTEGER NOT NULL,
    "status" INTEGER,
    "fault" TEXT,
    "answer" TEXT NOT NULL,

    CONSTRAINT "WebhookAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

-- CreateIndex
CREATE INDEX "ApiKey_accountId_createdAt_id_idx" ON "ApiKey"("accountId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ApiRequest_accountId_idempotencyKey_key" ON "ApiRequest"("accountId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "WebhookEndpoint_accountId_createdAt_idx" ON "WebhookEndpoint"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "WebhookDelivery_accountId_createdAt_id_idx" ON "WebhookDelivery"("accountId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "WebhookDelivery_endpointId_createdAt_id_idx" ON "WebhookDelivery"("endpointId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_endpointId_changeId_key" ON "WebhookDelivery"("endpointId", "changeId");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookDelivery_endpointId_caseId_key" ON "WebhookDelivery"("endpointId", "caseId");

-- CreateIndex
CREATE INDEX "WebhookAttempt_deliveryId_at_idx" ON "WebhookAttempt"("deliveryId", "at");

-- CreateIndex
CREATE INDEX "Refund_accountId_createdAt_id_idx" ON "Refund"("accountId", "createdAt" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "WebhookEndpoint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WebhookAttempt" ADD CONSTRAINT "WebhookAttempt_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "WebhookDelivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the database promises by itself.
ALTER TABLE "ApiKey" ADD CONSTRAINT "revoked_key_says_by_whom" CHECK (("revokedAt" IS NULL) = ("revokedBy" IS NULL));
-- What was answered once is answered for ever.
ALTER TABLE "ApiRequest" ADD CONSTRAINT "answered_request_has_its_answer" CHECK (num_nonnulls("answeredAt", "status", "sealedAnswer") IN (0, 3));
CREATE FUNCTION "refuse_second_answer"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL THEN
    RAISE EXCEPTION 'request % was answered', OLD."id" USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "request_is_answered_once" BEFORE UPDATE ON "ApiRequest" FOR EACH ROW EXECUTE FUNCTION "refuse_second_answer"();

ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "paused_endpoint_says_by_whom" CHECK (("pausedAt" IS NULL) = ("pausedBy" IS NULL));
ALTER TABLE "WebhookEndpoint" ADD CONSTRAINT "previous_secret_has_an_end"
  CHECK (("sealedPreviousSecret" IS NULL) = ("previousSecretUntil" IS NULL));
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "delivery_state_is_known" CHECK ("state" IN ('waiting', 'delivered', 'failed'));
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "waiting_delivery_has_its_time" CHECK (("state" = 'waiting') = ("nextAttemptAt" IS NOT NULL));
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "delivered_says_when" CHECK ("state" <> 'delivered' OR "deliveredAt" IS NOT NULL);
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "delivery_is_about_one_thing" CHECK (num_nonnulls("changeId", "caseId") <= 1);
ALTER TABLE "WebhookAttempt" ADD CONSTRAINT "attempt_has_status_or_fault" CHECK (num_nonnulls("status", "fault") = 1);
CREATE INDEX "WebhookDelivery_due" ON "WebhookDelivery" ("endpointId", "nextAttemptAt") WHERE "nextAttemptAt" IS NOT NULL;
CREATE TRIGGER "webhook_attempt_is_kept" BEFORE UPDATE OR DELETE ON "WebhookAttempt" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();

-- The event that tells of a change of state: the same rule as domain/webhooks. Null for what is nobody's business outside.
CREATE FUNCTION "webhook_event"(subject text, before text, after text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT word FROM (SELECT subject || '.' || CASE WHEN subject = 'order' AND before IS NULL THEN 'created' ELSE after END AS word) named
  WHERE word IN (
    'order.created', 'order.paid', 'order.expired', 'order.cancelled',
    'payment.submitted', 'payment.awaiting', 'payment.paid', 'payment.failed', 'payment.expired', 'payment.cancelled',
    'refund.awaiting_approval', 'refund.queued', 'refund.submitted', 'refund.processing', 'refund.failed', 'refund.declined', 'refund.refunded')
$$;
CREATE FUNCTION "tell_webhooks"(account uuid, event text, change bigint, about_case uuid, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE event_id uuid := gen_random_uuid();
BEGIN
  INSERT INTO "WebhookDelivery" ("id", "accountId", "endpointId", "changeId", "caseId", "eventId", "type", "state", "nextAttemptAt", "createdAt")
    SELECT gen_random_uuid(), account, "id", change, about_case, event_id, event, 'waiting', at, at FROM "WebhookEndpoint"
    WHERE "accountId" = account AND "deletedAt" IS NULL AND (cardinality("events") = 0 OR event = ANY("events"));
END $$;
-- No state changes, and no payment waits for a person, without word of it on its way, whoever wrote it.
CREATE FUNCTION "tell_of_state_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE event text;
BEGIN
  IF EXISTS (SELECT 1 FROM "WebhookEndpoint" WHERE "accountId" = NEW."accountId" AND "deletedAt" IS NULL) THEN
    event := "webhook_event"(NEW."subject", NEW."before", NEW."after");
    IF event IS NOT NULL THEN PERFORM "tell_webhooks"(NEW."accountId", event, NEW."id", NULL, NEW."at"); END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "state_change_is_told" AFTER INSERT ON "StateChange" FOR EACH ROW EXECUTE FUNCTION "tell_of_state_change"();
CREATE FUNCTION "tell_of_case"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "tell_webhooks"(NEW."accountId", 'payment.needs_person', NULL, NEW."id", NEW."openedAt");
  RETURN NULL;
END $$;
CREATE TRIGGER "unclear_case_is_told" AFTER INSERT ON "PaymentCase" FOR EACH ROW
  WHEN (NEW."kind" = 'unclear' AND NEW."paymentId" IS NOT NULL) EXECUTE FUNCTION "tell_of_case"();
