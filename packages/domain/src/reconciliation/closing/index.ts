export { canonicalJson, type Sha256 } from "./canonical.ts";
export {
  type Certificate,
  type CertificateDraft,
  type CertificateHead,
  type CertificateRow,
  certificateDigest,
  certificateSchema,
  NO_ROWS,
  sealCertificate,
  sealRow,
  withRow,
} from "./certificate.ts";
export { CHECKLIST, type ChecklistCode, type ChecklistItem, checklistOf, type DayFacts, type OffBy, unmet } from "./checklist.ts";
export { DAY_STATES, type DayHistory, type DayState, type DayStateCode, dayStateOf } from "./day-state.ts";
export { changesBetween, type RowChange } from "./diff.ts";
export { type ChainFault, verifyChain } from "./verify.ts";
