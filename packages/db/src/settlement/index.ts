export { type Bank, type BankLineToKeep, bankOn, type StoredBankLine } from "./bank.ts";
export type { LineToKeep, LineWriter } from "./copy-lines.ts";
export { lineDigest, lineFields } from "./line-fields.ts";
export { type Mappings, mappingsOn, type StoredMapping } from "./mappings.ts";
export { type Payouts, payoutsOn, type RowsThatPay } from "./payouts.ts";
export {
  type DecisionToKeep,
  PROPOSAL_KINDS,
  PROPOSAL_OUTCOMES,
  type ProposalKind,
  type ProposalOutcome,
  type Proposals,
  type ProposalToKeep,
  proposalFields,
  proposalsOn,
  type StoredProposal,
} from "./proposals.ts";
export type { ConcludedFile, ReceivedFile, StoredFile } from "./rows.ts";
export { rowsAsReceived } from "./rows-as-received.ts";
export { type AgreedRuleChange, type Rules, rulesOn, type StoredRuleChange } from "./rule-changes.ts";
export { type Statements, type StoredVersionLine, statementsOn } from "./statements.ts";
