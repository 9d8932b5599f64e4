-- What all runs say of one row is looked up by the row, whether or not it was another day's there.
CREATE INDEX "RunEntry_of_row" ON "RunEntry" ("fileId", "lineNo") WHERE "lineNo" IS NOT NULL;
DROP INDEX "RunEntry_prior_lines";
