import { buffer } from "node:stream/consumers";
import { parentPort, workerData } from "node:worker_threads";
import { certificatePdf } from "./certificate-pdf.ts";
import type { PdfWish } from "./render-apart.ts";

const { sealed, told }: PdfWish = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(new Uint8Array(await buffer(await certificatePdf(sealed, told))));
