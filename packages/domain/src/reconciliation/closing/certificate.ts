import { z } from "zod";
import { canonicalJson, type Plain, type Sha256 } from "./canonical.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
const day = z.iso.date();

/** One outcome of the day as the close sealed it. `digest` is over the row itself, so that a changed row can be named. */
const rowSchema = z.strictObject({
  ordinal: z.int().min(0),
  /** matched, broken, carried or ignored; elsewhere: another day's row settles it; booked: a closed day's transaction, known only since. */
  kind: z.string(),
  /** Set for what belongs to a closed day and was posted in this one. */
  originalDay: day.nullable(),
  /** File and physical line; null for what no line names. */
  line: z.string().nullable(),
  lineType: z.string().nullable(),
  batch: z.string().nullable(),
  syssn: z.array(z.string()),
  /** Stage of a match, codes of a break, reason of the rest. */
  why: z.array(z.string()),
  currency: z.string().nullable(),
  gross: amount.nullable(),
  fee: amount.nullable(),
  net: amount.nullable(),
  /** Of a break: external less internal. */
  difference: amount.nullable(),
  differenceCurrency: z.string().nullable(),
  /** How a break was resolved, and by whom. */
  resolution: z.string().nullable(),
  digest,
});
export type CertificateRow = z.infer<typeof rowSchema>;

const fileSchema = z.strictObject({ name: z.string(), rawSha256: z.string(), contentHash: z.string().nullable() });
const totalsSchema = z.strictObject({ currency: z.string(), lines: z.int(), gross: amount, fee: amount, net: amount });
const proofSchema = z.strictObject({ proof: z.enum(["file", "day", "balance"]), currency: z.string(), off: amount });

/** What QFPay owes us after this close: the roll, and on the other side what is open. */
const balanceSchema = z.strictObject({
  currency: z.string(),
  opening: amount,
  payments: amount,
  refunds: amount,
  fees: amount,
  adjustments: amount,
  payouts: amount,
  conversions: amount,
  writeOffs: amount,
  closing: amount,
  openTransactions: amount,
  openBreaks: amount,
  unpaidBatches: amount,
  reservesHeld: amount,
});

/** What the close posts into the books; journals are written from these. */
const postingSchema = z.strictObject({
  kind: z.string(),
  currency: z.string(),
  amount,
  /** Where people chose another account than the usual one. */
  account: z.string().nullable(),
  reference: z.string(),
});

/** The close of one settlement day as a document. Amounts are decimal text in major units, times ISO 8601. */
export const certificateSchema = z.strictObject({
  format: z.literal("tillbook-close/1"),
  account: z.strictObject({ id: z.string(), name: z.string(), mchids: z.array(z.string()) }),
  /** The account's closes are numbered from 1 on, re-opened days again: no number is missing. */
  sequence: z.int().min(1),
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
  files: z.array(fileSchema),
  totals: z.array(totalsSchema),
  proofs: z.array(proofSchema),
  balances: z.array(balanceSchema),
  postings: z.array(postingSchema),
  rows: z.array(rowSchema),
  digest,
});
export type Certificate = z.infer<typeof certificateSchema>;
/** A certificate without its rows, which may be very many. */
export type CertificateHead = Omit<Certificate, "rows" | "digest">;

/** What a close says before it is sealed. */
export type CertificateDraft = Omit<CertificateHead, "format"> & { readonly rows: readonly Omit<CertificateRow, "ordinal" | "digest">[] };

/** Seals a close: numbers and digests its rows, and digests the whole, the close before it included. */
export function sealCertificate(draft: CertificateDraft, sha256: Sha256): Certificate {
  const { rows: bare, ...rest } = draft;
  const rows = bare.map((row, ordinal) => sealRow({ ...row, ordinal }, sha256));
  const head: CertificateHead = { ...rest, format: "tillbook-close/1" };
  return { ...head, rows, digest: certificateDigest(head, rowsDigest(rows, sha256), sha256) };
}

/** A row with its digest. */
export function sealRow(row: Omit<CertificateRow, "digest">, sha256: Sha256): CertificateRow {
  return { ...row, digest: rowDigest(row, sha256) };
}

/** Digest of a row without the digest it carries. */
export function rowDigest(row: Omit<CertificateRow, "digest"> & { digest?: string }, sha256: Sha256): string {
  const { digest: _own, ...rest } = row;
  return sha256(canonicalJson(rest satisfies Plain));
}

/** The digest of no rows; every further row is added by `withRow`, so that rows need not be held all at once. */
export const NO_ROWS = "";

export function withRow(before: string, row: Pick<CertificateRow, "digest">, sha256: Sha256): string {
  return sha256(`${before}\n${row.digest}`);
}

function rowsDigest(rows: readonly CertificateRow[], sha256: Sha256): string {
  return rows.reduce((before, row) => withRow(before, row, sha256), NO_ROWS);
}

/** Digest of a certificate: of its head and, for the rows, of their digests in order. */
export function certificateDigest(head: CertificateHead, rows: string, sha256: Sha256): string {
  return sha256(canonicalJson({ ...head, rows } satisfies Plain));
}

/** Digest of a certificate without the digest it carries. */
export function digestOf(certificate: Certificate, sha256: Sha256): string {
  const { digest: _own, rows, ...head } = certificate;
  return certificateDigest(head, rowsDigest(rows, sha256), sha256);
}
