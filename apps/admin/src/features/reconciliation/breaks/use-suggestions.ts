import { useQuery } from "@tanstack/react-query";
import type { BreakView, SuggestionView } from "@tillbook/api/reconciliation";
import { trpc } from "../../../lib/trpc.ts";

/** What may explain a break, likeliest first. Every row and transaction stands in a suggestion once. */
export function useSuggestions({ settleDay, runId, ordinal }: BreakView) {
  return useQuery(
    trpc.reconciliation.breaks.suggestions.queryOptions(
      { settleDay, runId, ordinal },
      { retry: false, select: (list) => list.map(eachOnce) },
    ),
  );
}

function eachOnce({ reasons, lines, transactions }: SuggestionView): SuggestionView {
  return {
    reasons,
    lines: [...new Map(lines.map((line) => [`${line.fileId}#${line.lineNo}`, line])).values()],
    transactions: [...new Map(transactions.map((ours) => [ours.syssn, ours])).values()],
  };
}

/** What names a suggestion among the others. */
export function keyOfSuggestion({ lines, transactions }: SuggestionView): string {
  return [...lines.map(({ fileId, lineNo }) => `${fileId}#${lineNo}`), ...transactions.map(({ syssn }) => syssn)].join(" ");
}
