export { type Audit, type AuditEntry, auditInsertion, auditOn, type StoredAuditEntry } from "./audit.ts";
export { NOT_AS_SEALED, SEALED_AT_ONCE, sealAudit } from "./seals.ts";
