import { z } from "zod";
import { canonicalJson, type Plain, type Sha256 } from "./canonical.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
const day = z.iso.date();

/** One outcome of the day as the close sealed it. `digest` is over the row itself, so that a changed row can be named. */
const rowSchema = z.strictObject({
  ordinal: z.int().min(0),
  /** matched, broken, carried or ignored. */
  kind: z.string(),
  /** File and physical line; null for what no line names. */
  line: z.string().nullable(),
  syssn: z.array(z.string()),
  /** Stage of a match, codes of a break, reason of the rest. */
  why: z.array(z.string()),
  currency: z.string().nullable(),
  gross: amount.nullable(),
  fee: amount.nullable(),
  net: amount.nullable(),
  /** Of a break: external less internal. */
  difference: amount.nullable(),
  /** How a break was resolved, and by whom. */
  resolution: z.string().nullable(),
  digest,
});
export type CertificateRow = z.infer<typeof rowSchema>;

/** The close of one settlement day as a document. Amounts are decimal text in major units, times ISO 8601. */
export const certificateSchema = z.strictObject({
  format: z.literal("tillbook-close/1"),
  account: z.strictObject({ id: z.string(), name: z.string(), mchids: z.array(z.string()) }),
  settleDay: day,
  /** 1 for the first close of the day, one more after each re-opening. */
  version: z.int().min(1),
  /** The close before this one in the account: the chain. */
  previous: z.strictObject({ settleDay: day, version: z.int(), digest }).nullable(),
  closedAt: z.iso.datetime(),
  maker: z.string(),
  checker: z.string(),
  asOf: day,
  ruleVersion: z.string(),
  resultHash: z.string(),
  files: z.array(z.strictObject({ name: z.string(), rawSha256: z.string(), contentHash: z.string().nullable() })),
  totals: z.array(z.strictObject({ currency: z.string(), lines: z.int(), gross: amount, fee: amount, net: amount })),
  proofs: z.array(z.strictObject({ proof: z.enum(["file", "day", "balance"]), currency: z.string(), off: amount })),
  rows: z.array(rowSchema),
  digest,
});
export type Certificate = z.infer<typeof certificateSchema>;

/** What a close says before it is sealed. */
export type CertificateDraft = Omit<Certificate, "format" | "digest" | "rows"> & {
  readonly rows: readonly Omit<CertificateRow, "ordinal" | "digest">[];
};

/** Seals a close: numbers and digests its rows, and digests the whole, the close before it included. */
export function sealCertificate(draft: CertificateDraft, sha256: Sha256): Certificate {
  const rows = draft.rows.map((row, ordinal) => {
    const numbered = { ...row, ordinal };
    return { ...numbered, digest: rowDigest(numbered, sha256) };
  });
  const body = { ...draft, rows, format: "tillbook-close/1" as const };
  return { ...body, digest: certificateDigest(body, sha256) };
}

/** Digest of a row without the digest it carries. */
export function rowDigest(row: Omit<CertificateRow, "digest"> & { digest?: string }, sha256: Sha256): string {
  const { digest: _own, ...rest } = row;
  return sha256(canonicalJson(rest satisfies Plain));
}

/** Digest of a certificate without the digest it carries. */
export function certificateDigest(certificate: Omit<Certificate, "digest"> & { digest?: string }, sha256: Sha256): string {
  const { digest: _own, ...rest } = certificate;
  return sha256(canonicalJson(rest satisfies Plain));
}
