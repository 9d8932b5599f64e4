import { settled } from "../checks/settled.ts";
import type { Decision } from "../decision.ts";
import type { Desk } from "../desk.ts";
import { indexedBy, isCandidate, isSameMoney, unnumbered } from "./references.ts";

/** Lines without `syssn`: the wallet's number, kind, currency and gross agree with exactly one waiting transaction. */
export function channelRef(desk: Desk): Decision[] {
  const lines = unnumbered(desk).filter((line) => line.chnlsn !== null);
  if (lines.length === 0) return [];
  const byChannel = indexedBy(desk, (ours) => ours.chnlsn);
  const claimed = new Set<string>();
  return lines.flatMap((line) => {
    const named = byChannel.get(line.chnlsn ?? "") ?? [];
    const [only, ...more] = named.filter((ours) => isSameMoney(line, ours) && isCandidate(desk, line, ours, claimed));
    if (only === undefined || more.length > 0) return [];
    claimed.add(only.syssn);
    return [settled(desk, line, [only], "CHANNEL_REF")];
  });
}
