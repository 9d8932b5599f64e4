import type { CertificateRow } from "./certificate.ts";

/** A row that two versions of a close do not agree on: gone, new, or another. */
export type RowChange = { readonly key: string; readonly before: CertificateRow | null; readonly after: CertificateRow | null };

/** How two versions of one day differ, row by row: rows of files by their place, the others by their number. */
export function changesBetween(before: readonly CertificateRow[], after: readonly CertificateRow[]): RowChange[] {
  const [old, now] = [keyed(before), keyed(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key) ?? null, now.get(key) ?? null];
    return one !== null && other !== null && sameOutcome(one, other) ? [] : [{ key, before: one, after: other }];
  });
}

function keyed(rows: readonly CertificateRow[]): Map<string, CertificateRow> {
  return new Map(rows.map((row) => [row.line ?? `${row.kind} ${row.syssn.join(",")}`, row]));
}

/** Their ordinals, and so their digests, may differ. */
function sameOutcome(a: CertificateRow, b: CertificateRow): boolean {
  const bare = ({ ordinal: _at, digest: _digest, ...row }: CertificateRow): string => JSON.stringify(row);
  return bare(a) === bare(b);
}
