-- The digests of many entries in one go: each rests on the one before it, the first on the head of the account's chain.
CREATE FUNCTION "audit_link"("previous" TEXT, "head" TEXT, "seq" BIGINT, "entry" "AuditEntry") RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT "audit_digest"(coalesce("previous", "head"), "seq", "entry")
$$;
CREATE AGGREGATE "audit_chain"(TEXT, BIGINT, "AuditEntry") (SFUNC = "audit_link", STYPE = TEXT);
