import type { SealedCloseView } from "@tillbook/api/reconciliation";
import { wireFromInstant } from "@tillbook/domain/time";
import { CLOSE_WORDS, type CloseLanguage } from "../close-page/words.ts";
import { notableRows, outcomes } from "./outcomes.ts";
import { pageSettings, paperOn } from "./paper.ts";
import { evidence, figures, people } from "./sections.ts";
import type { Told } from "./told.ts";
import { PDF_WORDS } from "./words.ts";

/** What stands beside a close: the reader's language, people's names by the way the books write them, and where we are reached. */
export type ToldOfPdf = { readonly language: CloseLanguage; readonly names: ReadonlyMap<string, string>; readonly address: string };

/**
 * A sealed close as a PDF for people. The same close makes the same bytes: it knows no time but that of the sealing. The library is
 * loaded here, and not when the server starts.
 */
export async function certificatePdf(sealed: SealedCloseView, { language, names, address }: ToldOfPdf): Promise<NodeJS.ReadableStream> {
  const { default: PdfDocument } = await import("pdfkit");
  const told: Told = { sealed, names, words: CLOSE_WORDS[language], more: PDF_WORDS[language] };
  const { words, more } = told;
  const { close } = sealed;
  const title = `${words.title} ${close.settleDay} v${close.version}`;
  const doc = new PdfDocument(pageSettings({ title: `${title} · ${close.account.name}`, language, at: new Date(close.closedAt) }));
  const paper = paperOn(doc);
  paper.title(title, close.account.name);
  paper.facts([
    ...(close.account.mchids.length === 0 ? [] : [{ name: words.merchants, text: close.account.mchids.join(", ") }]),
    { name: words.day, text: close.settleDay },
    { name: words.sequence, text: String(close.sequence) },
    ...people(told),
    { name: words.digest, text: close.digest },
    { name: words.previous, text: close.previousDigest ?? words.none },
  ]);
  figures(paper, told);
  outcomes(paper, told);
  evidence(paper, told);
  notableRows(paper, told);
  paper.heading(more.howToVerify);
  for (const step of more.verifySteps) paper.note(step.replace("{address}", `${address}/verify`));
  const mark = `${close.account.name} | ${close.settleDay} v${close.version} | ${wireFromInstant(new Date(close.closedAt))} UTC+8`;
  paper.end((page, pages) => `${mark} | ${more.page.replace("{page}", String(page)).replace("{pages}", String(pages))}`);
  return doc;
}
