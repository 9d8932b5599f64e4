import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { ledgerAccounts, listNotificationsSchema, readNotification, readNotifications } from "./read-ledger.ts";
import { replayNotification } from "./replay-notification.ts";

const oneNotification = z.strictObject({ notificationId: z.string().max(40) });

/** The ledger of notifications: every delivery that came to our address, believed or not. */
export const notificationsRouter = staff.router({
  list: staffProcedure.input(listNotificationsSchema).query(({ ctx, input }) => readNotifications(ctx, input)),
  byId: staffProcedure.input(oneNotification).query(({ ctx, input }) => readNotification(ctx, input)),
  accounts: staffProcedure.query(({ ctx }) => ledgerAccounts(ctx)),
  replay: staffProcedure.input(oneNotification).mutation(({ ctx, input }) => replayNotification(ctx, input)),
});
