-- AlterTable
ALTER TABLE "Observation" ADD COLUMN     "rawBytes" BYTEA,
ADD COLUMN     "signedBy" TEXT;

-- CreateTable
CREATE TABLE "ForgedMinute" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "forged" INTEGER NOT NULL,

    CONSTRAINT "ForgedMinute_pkey" PRIMARY KEY ("minute")
);



-- What the database promises by itself.
ALTER TABLE "Observation" ADD CONSTRAINT "signing_key_is_known" CHECK ("signedBy" IN ('current', 'previous', 'notification'));
ALTER TABLE "ForgedMinute" ADD CONSTRAINT "forged_minutes_count" CHECK ("forged" > 0);

-- The ledger is read by account, newest first; what was kept aside is rare and is looked for most.
DROP INDEX "Observation_notifications";
CREATE INDEX "Observation_notifications" ON "Observation" ("accountId", "receivedAt" DESC, "id" DESC) WHERE "source" = 'notification';
CREATE INDEX "Observation_kept_aside" ON "Observation" ("accountId", "receivedAt" DESC, "id" DESC)
  WHERE "source" = 'notification' AND "verdict" IN ('mismatched', 'unknown', 'forged');
CREATE INDEX "Observation_replays" ON "Observation" ("replayOf") WHERE "replayOf" IS NOT NULL;
