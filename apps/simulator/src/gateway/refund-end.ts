import type { Refund } from "../book/index.ts";
import type { World } from "../world.ts";

/** An enquiry has shown this refund: a pending one comes closer to its end. */
export function refundAsked(world: World, syssn: string): void {
  const refund = refundOf(world, syssn);
  if (refund?.state.at !== "pending") return;
  world.book.record({ entry: "refund-asked", syssn });
  const { queries, end } = refund.state;
  if (queries !== null && queries <= 1) endRefund(world, syssn, end);
}

/** Ends a pending refund: 0000 moves the money and tells the merchant, any other code leaves it where it was. False when it is not pending. */
export function endRefund(world: World, syssn: string, respcd: string): boolean {
  if (refundOf(world, syssn)?.state.at !== "pending") return false;
  world.book.record({ entry: "refund-ended", syssn, at: world.clock.now(), respcd });
  const ended = refundOf(world, syssn);
  if (ended?.state.at === "done") world.notifier.announce(ended);
  return true;
}

function refundOf(world: World, syssn: string): Refund | undefined {
  const row = world.book.ledger.row(syssn);
  return row?.kind === "refund" ? row : undefined;
}
