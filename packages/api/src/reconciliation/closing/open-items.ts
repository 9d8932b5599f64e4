import type { Repositories } from "@tillbook/db/client";
import type { JudgedBatch, StoredRun } from "@tillbook/db/reconciliation";
import type { Currency } from "@tillbook/domain/money";
import { NOTHING_OPEN, type OpenItems } from "@tillbook/domain/reconciliation/posting";
import type { Batch, FiledPayout } from "@tillbook/domain/settlement";
import type { Trail } from "../../settlement/read-payouts.ts";

/** What is open with QFPay once a day is closed with a run: transactions, breaks, batches and reserves of all closed days and this one. */
export async function openItemsOf(
  tx: Repositories,
  { accountId, settleDay, id: runId }: StoredRun,
  { trail, paid }: { trail: Trail; paid: readonly FiledPayout[] },
): Promise<Map<Currency, OpenItems>> {
  const day = { accountId, settleDay, runId };
  const judged = await tx.ledger.judgedBatches(day);
  const open = new Map<Currency, OpenItems>();
  const add = (currency: Currency, what: keyof OpenItems, minor: bigint): void => {
    const now = open.get(currency) ?? NOTHING_OPEN;
    open.set(currency, { ...now, [what]: now[what] + minor });
  };
  for (const [currency, minor] of await tx.ledger.sumOfOpenTransactions(day)) add(currency, "openTransactions", minor);
  for (const [currency, minor] of await tx.ledger.sumOfSettledAhead(day)) add(currency, "openTransactions", -minor);
  for (const [currency, minor] of await tx.ledger.sumOfUnbooked(day)) add(currency, "openBreaks", -minor);
  for (const { currency, minor } of unpaidOf(judged, trail, paid)) add(currency, "unpaidBatches", minor);
  for (const { currency, reserveMinor } of judged) add(currency, "reservesHeld", -reserveMinor);
  return open;
}

type Sum = { readonly currency: Currency; readonly minor: bigint };

/**
 * Batches of closed days that no payout in the books has consumed, less what those payouts paid for rows of other days, or for nothing that
 * we know.
 */
function unpaidOf(judged: readonly JudgedBatch[], { plan }: Trail, paid: readonly FiledPayout[]): Sum[] {
  const inBooks = new Set<object>(paid);
  const closed = new Map(judged.map((batch) => [keyOf(batch), batch.settleMinor]));
  const consumed = new Set<string>();
  const ahead = plan.payouts.flatMap(({ payout, status, batches }): Sum[] => {
    if (!inBooks.has(payout)) return [];
    if (status === "BROKEN") return [{ currency: payout.currency, minor: -payout.amountMinor }];
    for (const batch of batches) consumed.add(keyOf(batch));
    return batches.map((batch) => ({ currency: batch.currency, minor: (closed.get(keyOf(batch)) ?? 0n) - batch.settleMinor }));
  });
  const unpaid = judged
    .filter((batch) => !consumed.has(keyOf(batch)))
    .map(({ currency, settleMinor }) => ({ currency, minor: settleMinor }));
  return [...unpaid, ...ahead];
}

function keyOf({ batchNo, settleDate, currency }: Pick<Batch, "batchNo" | "currency"> & { settleDate: string }): string {
  return [settleDate, batchNo, currency].join("\u001f");
}
