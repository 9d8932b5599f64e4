export { type Audit, type AuditEntry, auditOn, type StoredAuditEntry } from "./audit.ts";
