import type { SealedCloseView } from "@tillbook/api/reconciliation";
import type { CloseWords } from "../close-page/words.ts";
import type { PdfWords } from "./words.ts";

/** A close with the words of the reader's language. */
export type Told = {
  readonly sealed: SealedCloseView;
  readonly names: ReadonlyMap<string, string>;
  readonly words: CloseWords;
  readonly more: PdfWords;
};
