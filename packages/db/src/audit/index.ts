export { type Audit, type AuditEntry, auditInsertion, auditOn, type StoredAuditEntry } from "./audit.ts";
