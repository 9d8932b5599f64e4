import type { Repositories } from "@tillbook/db/client";
import type { CloseRowToKeep, StoredEntry, StoredLine, StoredResolution, StoredRun } from "@tillbook/db/reconciliation";
import { placeOf } from "../document.ts";

/** The rows of a certificate for these entries of a run, without their digests. */
export async function closeRowsOf(
  tx: Repositories,
  run: StoredRun,
  entries: readonly StoredEntry[],
): Promise<Omit<CloseRowToKeep, "digest">[]> {
  const lines = await tx.runs.linesAt(
    entries.flatMap(({ fileId, lineNo }) => (fileId === null || lineNo === null ? [] : [{ fileId, lineNo }])),
  );
  const lineAt = new Map(lines.map((line) => [`${line.fileId}#${line.lineNo}`, line]));
  const ids = [...new Set(entries.flatMap(({ resolutionId, bookedById }) => [resolutionId, bookedById]))].filter((id) => id !== null);
  const resolutions = new Map((await tx.resolutions.byIds(run.accountId, ids)).map((each) => [each.proposalId, each]));
  return entries.map((entry) => {
    const line = lineAt.get(`${entry.fileId}#${entry.lineNo}`) ?? null;
    const told = [entry.resolutionId, entry.bookedById].flatMap((id) => resolutions.get(id ?? "") ?? []);
    return rowOf(entry, line, told);
  });
}

function rowOf(entry: StoredEntry, line: StoredLine | null, resolutions: readonly StoredResolution[]): Omit<CloseRowToKeep, "digest"> {
  const why = [entry.stage, ...entry.codes, entry.reason, entry.posting].filter((word) => word !== null);
  return {
    ordinal: entry.ordinal,
    kind: entry.kind,
    originalDay: entry.originalDay,
    line: placeOf(entry),
    lineType: line?.lineType ?? null,
    batch: line?.batchNo ?? null,
    syssns: entry.syssns,
    why,
    currency: line?.currency ?? entry.currency,
    grossMinor: line?.grossMinor ?? null,
    feeMinor: line?.feeMinor ?? null,
    netMinor: line?.netMinor ?? null,
    differenceMinor: entry.differenceMinor,
    differenceCurrency: entry.differenceMinor === null ? null : entry.currency,
    resolution: resolutions.length === 0 ? null : resolutions.map(resolutionText).join("; "),
  };
}

/** How it was settled, by whom and why, in one line. */
function resolutionText({ proposalId, action, maker, decidedBy, needsChecker, reason, ledgerAccount, untilDay }: StoredResolution): string {
  const what = [action, ledgerAccount, untilDay === null ? null : `until ${untilDay}`].filter((word) => word !== null).join(" ");
  const who = needsChecker ? `${maker}, approved by ${decidedBy}` : maker;
  return `${what} by ${who}: ${reason} (${proposalId})`;
}
