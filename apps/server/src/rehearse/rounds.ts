import type { World } from "../testing/index.ts";

const MINUTE = 60_000;

/** What the jobs of a server do, once. */
export async function rounds(world: World): Promise<void> {
  while ((await world.rounds.enquire()) >= 40) await world.advance(1_000);
  while ((await world.rounds.sendRefunds()) > 0);
  await world.rounds.lookUpRefunds();
  await world.rounds.expire();
}

/** Time goes by until nothing is open any more, or until the morning. */
export async function letSettle(world: World, morning: Date): Promise<void> {
  while (world.now() < morning) {
    await world.advance(2 * MINUTE);
    await rounds(world);
    const open = await world.db.read.sql(
      `SELECT 1 FROM "Payment" WHERE "state" IN ('submitted', 'awaiting') UNION ALL SELECT 1 FROM "Refund" WHERE "state" IN ('queued', 'submitted', 'processing') LIMIT 1`,
    );
    if (open.length === 0 && world.now().getTime() > morning.getTime() - 30 * MINUTE) return;
  }
}
