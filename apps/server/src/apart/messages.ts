import type { CloseApart, ImportApart, RunApart } from "@tillbook/api/context";
import type { AppErrorCode, FieldFault } from "@tillbook/api/errors";
import type { ImportView } from "@tillbook/api/settlement";
import { z } from "zod";

/** A file that is to be taken in, a day that is to be matched, or one that is to be closed. */
export type Wish = { readonly import: ImportApart } | { readonly run: RunApart } | { readonly close: CloseApart };

/** What the process is handed; it comes from this program alone. */
export const handedMessage = z.custom<{ readonly databaseUrl: string; readonly wish: Wish }>();

/** How it ended: with a result, a refusal that somebody is meant to read, a database that could not be reached, or a fault. */
export type End =
  | { readonly is: "done"; readonly view: ImportView | null }
  | { readonly is: "refused"; readonly code: AppErrorCode; readonly message: string; readonly fields: readonly FieldFault[] }
  | { readonly is: "unavailable"; readonly message: string }
  | { readonly is: "failed"; readonly text: string };

/** What it says on the way, and at the end. */
export type Word = { readonly rows: number } | { readonly warning: readonly [details: object, text: string] } | { readonly end: End };
export const wordMessage = z.custom<Word>();
