-- AlterTable
ALTER TABLE "StatementPart" ADD COLUMN     "packing" TEXT;

-- A statement packs to a fifth, and so does the log that is written before it.
ALTER TABLE "StatementPart" ADD CONSTRAINT "packing_is_known" CHECK ("packing" = 'zstd');
