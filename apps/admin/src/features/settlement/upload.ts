import type { ImportView } from "@tillbook/api/settlement";
import { CallFailed, readFailure } from "../../lib/failure.ts";

/** How far an upload is: the share that left this machine, 0–1; at 1 the server is still reading and checking. */
export type OnProgress = (share: number) => void;

/**
 * Sends a statement file as its bytes. XMLHttpRequest, because `fetch` cannot tell how much has been sent.
 * Throws {@link CallFailed} when refused as a whole; a file refused by its content is an ordinary answer.
 */
export function uploadStatement(file: File, onProgress: OnProgress): Promise<ImportView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/statements?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) =>
      onProgress(event.lengthComputable && event.total > 0 ? event.loaded / event.total : 0),
    );
    request.upload.addEventListener("load", () => onProgress(1));
    request.addEventListener("error", () => reject(new CallFailed({ code: "unreachable", fields: [] })));
    request.addEventListener("load", () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300 && isImportView(body)) resolve(body);
      else reject(new CallFailed(request.status === 413 ? { code: "file_too_large", fields: [] } : readFailure(body)));
    });
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The upload is not part of the typed router; its answer is told from an error page by what only it carries. */
function isImportView(body: unknown): body is ImportView {
  return typeof body === "object" && body !== null && "status" in body && "totals" in body && "failedRows" in body;
}
