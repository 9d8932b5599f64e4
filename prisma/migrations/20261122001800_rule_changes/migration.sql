-- Rules of an account as somebody wants them: proposed by one person, in force once a second one has agreed.
CREATE TABLE "RuleChange" (
    "proposalId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "ruleSet" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "RuleChange_pkey" PRIMARY KEY ("proposalId")
);

CREATE INDEX "RuleChange_accountId_ruleSet_idx" ON "RuleChange"("accountId", "ruleSet");
ALTER TABLE "RuleChange" ADD CONSTRAINT "RuleChange_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "Proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RuleChange" ADD CONSTRAINT "rule_set_is_known" CHECK ("ruleSet" IN ('settlement', 'refunds'));
CREATE TRIGGER "rule_change_is_kept" BEFORE UPDATE OR DELETE ON "RuleChange" FOR EACH ROW EXECUTE FUNCTION "refuse_rewriting"();
CREATE TRIGGER "rule_changes_are_kept" BEFORE TRUNCATE ON "RuleChange" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_rewriting"();

ALTER TABLE "Proposal" DROP CONSTRAINT "proposal_kind_is_known";
ALTER TABLE "Proposal" ADD CONSTRAINT "proposal_kind_is_known" CHECK ("kind" IN
  ('supersede', 'release', 'reject', 'close', 'reopen', 'no_activity', 'close_month', 'reopen_month', 'resolution', 'rules'));
