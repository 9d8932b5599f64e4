import { payLinksRouter } from "./pay-links/index.ts";
import { publicDesk } from "./trpc.ts";

/** Everything that customers can ask for. A type of its own, so that the customer's side cannot even name a staff procedure. */
export const publicRouter = publicDesk.router({ payLinks: payLinksRouter });
export type PublicRouter = typeof publicRouter;
