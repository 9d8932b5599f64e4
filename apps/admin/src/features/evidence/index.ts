export { EvidenceDownloads } from "./evidence-downloads.tsx";
export { EvidenceSheet } from "./evidence-sheet.tsx";
export { SupportLetter } from "./support-letter.tsx";
