import type { Context } from "./context.ts";

/**
 * Does one piece of a round of work. What goes wrong is logged with `about` and stops no other piece: the round meets this one again.
 * @returns whether it went well
 */
export async function alone(log: Context["log"], about: object, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log.error({ ...about, err: error }, "left for the next round");
    return false;
  }
}
