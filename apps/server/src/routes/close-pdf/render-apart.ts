import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { SealedCloseView } from "@tillbook/api/reconciliation";
import { z } from "zod";
import type { ToldOfPdf } from "./certificate-pdf.ts";

/** What the thread is handed. */
export type PdfWish = { readonly sealed: SealedCloseView; readonly told: ToldOfPdf };

const answer = z.tuple([z.instanceof(Uint8Array)]);
let before: Promise<unknown> = Promise.resolve();

/**
 * Writes the PDF in a thread of its own, one after the other: the library and its faces take half a second and some eighty megabytes, which no
 * payment should wait for and which go with the thread.
 */
export function renderApart(wish: PdfWish): Promise<Uint8Array> {
  const rendering = before.then(() => render(wish));
  before = rendering.catch(() => undefined);
  return rendering;
}

async function render(wish: PdfWish): Promise<Uint8Array> {
  const thread = new Worker(new URL("./pdf-thread.ts", import.meta.url), { workerData: wish });
  try {
    const [bytes] = answer.parse(await once(thread, "message")); // an error of the thread rejects
    return bytes;
  } finally {
    await thread.terminate();
  }
}
