import type { StoredFile } from "@tillbook/db/settlement";
import { figuresText, type TotalsCheck } from "@tillbook/domain/settlement";
import type { FileTotalsView, StatementFileView } from "./views.ts";

/** A stored file as screens receive it. */
export function fileView(file: StoredFile): StatementFileView {
  return {
    id: file.id,
    name: file.name,
    receivedAt: file.receivedAt.toISOString(),
    receivedBy: file.receivedBy,
    size: Number(file.size),
    rawSha256: file.rawSha256,
    contentHash: file.contentHash,
    status: file.status,
    reason: file.reason,
    hint: null,
    hintParams: {},
    duplicateOf: file.becauseOfId && file.becauseOfName ? { id: file.becauseOfId, name: file.becauseOfName } : null,
    encoding: file.encoding,
    profile: file.profile,
    content: file.content,
    mapping: file.mapping,
    lines: file.lineCount,
    days: file.days,
    batches: file.batches,
    controlTotals: file.controlTotals,
    totals: file.totals.map(totalsView),
    failedRows: file.failedRows,
    failedRowCount: file.failedRowCount,
  };
}

function totalsView({ currency, declared, counted, difference }: TotalsCheck): FileTotalsView {
  return {
    currency,
    declared: declared && figuresText(declared, currency),
    counted: figuresText(counted, currency),
    difference: difference && figuresText(difference, currency),
  };
}
