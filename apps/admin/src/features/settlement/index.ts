export { FileDecision } from "./file-decision.tsx";
export { FileStatusBadge } from "./file-status-badge.tsx";
export { StatementList } from "./statement-list.tsx";
export { StatementResult } from "./statement-result.tsx";
export { StatementUploader } from "./statement-uploader.tsx";
