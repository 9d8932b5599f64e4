export { canonicalJson, type Sha256 } from "./canonical.ts";
export { type Certificate, type CertificateDraft, type CertificateRow, certificateSchema, sealCertificate } from "./certificate.ts";
export { type ChainFault, verifyChain } from "./verify.ts";
