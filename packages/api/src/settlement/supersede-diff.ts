import type { Repositories } from "@tillbook/db/client";
import type { StoredFile, StoredVersionLine } from "@tillbook/db/settlement";
import { formatMajor, money } from "@tillbook/domain/money";
import { diffVersions, figuresText, type VersionTotals, versionTotals } from "@tillbook/domain/settlement";
import type { SupersedeDiffView, VersionRowView, VersionTotalsView } from "./views.ts";

const SHOWN_CHANGES = 200;

/** What would become of the rows of `replaced` if `file` took their place. */
export async function diffView(
  read: Repositories,
  file: Pick<StoredFile, "id">,
  replaced: readonly Pick<StoredFile, "id" | "name">[],
): Promise<SupersedeDiffView> {
  const before = await read.statements.versionLines(replaced.map(({ id }) => id));
  const after = await read.statements.versionLines([file.id]);
  const { unchanged, changed, removed, added } = diffVersions(before, after);
  return {
    fileId: file.id,
    replaces: replaced.map(({ id, name }) => ({ id, name })),
    unchanged: unchanged.length,
    changed: changed.length,
    removed: removed.length,
    added: added.length,
    totals: versionTotals(before, after).map(totalsView),
    rows: [
      ...changed.map((pair) => ({ what: "changed" as const, before: rowView(pair.before), after: rowView(pair.after) })),
      ...removed.map((line) => ({ what: "removed" as const, before: rowView(line), after: null })),
      ...added.map((line) => ({ what: "added" as const, before: null, after: rowView(line) })),
    ].slice(0, SHOWN_CHANGES),
  };
}

function rowView(line: StoredVersionLine): VersionRowView {
  const { fileName, lineNo, lineType, syssn, currency, settleCurrency } = line;
  return {
    line: `${fileName}#${lineNo}`,
    lineType,
    syssn,
    currency,
    gross: formatMajor(money(line.grossMinor, currency)),
    fee: formatMajor(money(line.feeMinor, currency)),
    net: formatMajor(money(line.netMinor, currency)),
    settled: { amount: formatMajor(money(line.settleMinor, settleCurrency)), currency: settleCurrency },
  };
}

function totalsView({ currency, before, after, difference }: VersionTotals): VersionTotalsView {
  return {
    currency,
    before: figuresText(before, currency),
    after: figuresText(after, currency),
    difference: figuresText(difference, currency),
  };
}
