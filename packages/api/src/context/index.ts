export type { Apart, CloseApart, ImportApart, RunApart } from "./apart.ts";
export {
  type Actor,
  actorName,
  type Clock,
  type Context,
  type ContextFor,
  mayAct,
  type NewsContext,
  type PaymentContext,
  requireRight,
} from "./context.ts";
export { alone } from "./each-alone.ts";
export type { Delivery, Judgement, KeyHolder } from "./keys.ts";
export { pageUpTo, readPlace, writePlace } from "./place-cursor.ts";
export { plainFileName } from "./plain-file-name.ts";
export type { FolderReading } from "./watched-folder.ts";
