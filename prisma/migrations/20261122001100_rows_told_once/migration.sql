-- AlterTable
ALTER TABLE "StatementLine" ALTER COLUMN "raw" DROP NOT NULL;

-- AlterTable
ALTER TABLE "StatementPart" ADD COLUMN     "lineNo" INTEGER;

-- AlterTable
ALTER TABLE "StatementFile" ADD COLUMN     "repeated" TEXT[];

-- Numbers are looked up whole. In a tree, each of a million new ones finds its place by a dozen comparisons; by hash it is there at once.
DROP INDEX "StatementLine_syssn";
CREATE INDEX "StatementLine_syssn" ON "StatementLine" USING hash ("syssn") WHERE "syssn" IS NOT NULL;
