-- What a row says is kept; its digest follows from that and took a sixth of the room.
ALTER TABLE "StatementLine" DROP COLUMN "digest";

-- Over all of them together, so that a day whose rows stand in one file need not look at each.
ALTER TABLE "StatementFile" ADD COLUMN "rowsHash" TEXT;
