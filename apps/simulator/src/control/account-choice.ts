import { z } from "zod";
import type { Account } from "../book/index.ts";
import type { World } from "../world.ts";

export const accountQuery = z.object({ app_code: z.string().optional(), mchid: z.string().optional() });

/** The accounts that a query means: all of them, or those of an app code and perhaps an mchid. */
export function accountsMeant(world: World, query: z.output<typeof accountQuery>): readonly Account[] {
  return [...world.book.ledger.accounts.values()].filter(
    (account) =>
      (query.app_code === undefined || account.appCode === query.app_code) && (query.mchid === undefined || account.mchid === query.mchid),
  );
}
