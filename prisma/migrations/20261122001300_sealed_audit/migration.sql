-- The audit trail is a chain, one an account: every seal holds the digest of its entry and of the seal before. Entries are sealed after they
-- were written, so that nobody waits for a chain.
CREATE TABLE "AuditSeal" (
    "accountId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "entryId" BIGINT NOT NULL,
    "digest" TEXT NOT NULL,
    "sealedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditSeal_pkey" PRIMARY KEY ("accountId", "seq")
);
CREATE UNIQUE INDEX "AuditSeal_entryId_key" ON "AuditSeal"("entryId");

-- What the nightly look at the promises of the books found; nothing is the good answer.
CREATE TABLE "BooksCheck" (
    "id" BIGSERIAL NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "broken" JSONB NOT NULL,

    CONSTRAINT "BooksCheck_pkey" PRIMARY KEY ("id")
);

CREATE TRIGGER "audit_seal_is_kept" BEFORE UPDATE OR DELETE ON "AuditSeal" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "audit_seals_are_kept" BEFORE TRUNCATE ON "AuditSeal" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

-- Hex SHA-256 over everything that an entry says, its place in the chain and the digest before it.
CREATE FUNCTION "audit_digest"("previous" TEXT, "seq" BIGINT, "entry" "AuditEntry") RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array("previous", "seq", "entry"."id", "entry"."accountId", "entry"."actor", "entry"."action",
    "entry"."subject", "entry"."subjectId", "entry"."details", floor(extract(epoch FROM "entry"."at") * 1000)::bigint)::text, 'UTF8')), 'hex')
$$;
