import { type SettlementDay, settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Desk } from "../../testing/index.ts";
import type { Delivery } from "./provider.ts";
import { closeDay, decideFile, type Pair, reopenDay, settleBankRows, settleBreaks, type Tally } from "./two-people.ts";

const importedSchema = z.object({
  id: z.uuid().nullable(),
  status: z.string(),
  reason: z.string().nullable(),
  days: z.array(settlementDaySchema),
});

/** What a month's mornings left behind. */
export type Diary = {
  /** How often each thing was done about breaks. */
  readonly breaks: Tally;
  /** How files stood when they came. */
  readonly files: Map<string, number>;
  /** Proofs that were looked at, and those that were not zero. */
  readonly proofs: { looked: number; off: string[] };
  reopened: number;
  /** Rows and transactions of closed days that were posted in an open one. */
  priorDayItems: number;
};

export function emptyDiary(): Diary {
  return { breaks: new Map(), files: new Map(), proofs: { looked: 0, off: [] }, reopened: 0, priorDayItems: 0 };
}

/** Imports what came, as two people do: what lies is turned away, what corrects replaces, and a closed day is opened again for it. */
export async function takeDeliveries(pair: Pair, diary: Diary, deliveries: readonly Delivery[]): Promise<void> {
  for (const { name, bytes } of deliveries) {
    const { id, status, days } = await upload(pair.maker, name, bytes);
    diary.files.set(status, (diary.files.get(status) ?? 0) + 1);
    if (status === "QUARANTINED" && id) await decideFile(pair, id, "reject");
    if (status !== "PENDING_SUPERSEDE" || !id) continue;
    const [day] = days;
    const isClosed = day !== undefined && (await pair.maker.trpc.reconciliation.closing.day.query({ settleDay: day })).state === "CLOSED";
    if (isClosed) await reopenDay(pair, day);
    await decideFile(pair, id, "supersede");
    if (!isClosed) continue;
    diary.reopened += 1;
    await settleAndClose(pair, diary, day);
  }
}

async function upload(desk: Desk, name: string, bytes: Uint8Array): Promise<z.infer<typeof importedSchema>> {
  const answer = await desk.upload(name, bytes);
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
  const taken = importedSchema.parse(await answer.json());
  if (["REFUSED", "DUPLICATE", "SAME_CONTENT"].includes(taken.status)) throw new Error(`${name} is ${taken.status} (${taken.reason})`);
  return taken;
}

/** A bank statement of the day before, and what people say of its rows. */
export async function takeBankStatement(pair: Pair, diary: Diary, asOf: SettlementDay, bytes: Uint8Array): Promise<void> {
  await upload(pair.maker, `bank-${asOf}.csv`, bytes);
  await settleBankRows(pair, asOf, diary.breaks);
}

/** Runs a day, settles its breaks and closes it; every proof on the way is looked at. */
export async function settleAndClose(pair: Pair, diary: Diary, settleDay: SettlementDay): Promise<void> {
  const { maker } = pair;
  await maker.trpc.reconciliation.run.mutate({ settleDay });
  await lookAtProofs(maker, diary, settleDay, "first run");
  await settleBreaks(pair, settleDay, diary.breaks);
  await lookAtProofs(maker, diary, settleDay, "last run");
  await closeDay(pair, settleDay);
  const { proofs, version } = await maker.trpc.reconciliation.closing.close.query({ settleDay });
  for (const { proof, currency, off } of proofs) note(diary, `${settleDay} v${version} ${proof} ${currency}`, off);
}

async function lookAtProofs(desk: Desk, diary: Diary, settleDay: SettlementDay, which: string): Promise<void> {
  const document = await desk.trpc.reconciliation.document.query({ settleDay });
  if (!document) throw new Error(`${settleDay} was run and has no result`);
  for (const [proof, off] of Object.entries(document.proofs)) note(diary, `${settleDay} ${which} ${proof}`, off);
  if (which === "last run") diary.priorDayItems += document.prior_day_items.length;
}

function note({ proofs }: Diary, what: string, off: string): void {
  proofs.looked += 1;
  if (/[1-9]/.test(off)) proofs.off.push(`${what}: ${off}`);
}
