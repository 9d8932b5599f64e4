-- AlterTable
ALTER TABLE "StatementFile" ADD COLUMN     "container" TEXT,
ADD COLUMN     "mapping" TEXT,
ADD COLUMN     "namedTotals" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "part" JSONB,
ADD COLUMN     "signature" TEXT,
ADD COLUMN     "tableName" TEXT;

-- CreateTable
CREATE TABLE "StatementMapping" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "signature" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StatementMapping_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "StatementMapping_accountId_signature_version_key" ON "StatementMapping"("accountId", "signature", "version");


-- A mapping is corrected by a newer version; files name the one that read them.
CREATE TRIGGER "statement_mapping_is_kept" BEFORE UPDATE OR DELETE ON "StatementMapping" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
