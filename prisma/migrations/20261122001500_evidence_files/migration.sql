-- CreateTable
CREATE TABLE "EvidenceFile" (
    "id" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "addedBy" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EvidenceFile_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "Resolution" ADD COLUMN "fileIds" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[];

-- CreateIndex
CREATE UNIQUE INDEX "EvidenceFile_accountId_sha256_name_key" ON "EvidenceFile"("accountId", "sha256", "name");

-- AddForeignKey
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "EvidenceFile_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "MerchantAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is kept as evidence is never edited and never taken away.
ALTER TABLE "EvidenceFile" ADD CONSTRAINT "evidence_file_is_small" CHECK ("size" BETWEEN 1 AND 5242880 AND "size" = octet_length("bytes"));
CREATE TRIGGER "evidence_file_is_kept" BEFORE DELETE OR UPDATE ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "evidence_files_are_kept" BEFORE TRUNCATE ON "EvidenceFile" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();
