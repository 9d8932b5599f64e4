import { gunzipSync } from "node:zlib";
import type { Dispatcher } from "undici";
import { codeOf } from "./error-code.ts";

/** A body as far as it could be read, and how the reading ended. */
export type Body = { readonly bytes: Uint8Array } & (
  | { readonly end: "whole" | "tooLarge" }
  | { readonly end: "broken" | "garbled"; readonly detail: string }
);

/** Reads at most `maxBytes`, packed and unpacked; what is longer is given up, not swallowed. */
export async function readBody({ body, headers }: Dispatcher.ResponseData, maxBytes: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  body.on("error", () => {}); // the loop hears of it; behind the loop, how the sender takes our leaving does not matter
  try {
    for await (const chunk of body) {
      const part = bytesOf(chunk);
      length += part.length;
      if (length > maxBytes) return { bytes: Buffer.concat(chunks), end: "tooLarge" };
      chunks.push(part);
    }
  } catch (error) {
    return { bytes: Buffer.concat(chunks), end: "broken", detail: codeOf(error) };
  }
  return unpacked(Buffer.concat(chunks), headers["content-encoding"], maxBytes);
}

/** We ask for plain bytes. Something on the way that packs them all the same packs them with gzip. */
function unpacked(bytes: Uint8Array, encoding: string | string[] | undefined, maxBytes: number): Body {
  if (encoding === undefined || encoding === "identity") return { bytes, end: "whole" };
  if (encoding !== "gzip") return { bytes, end: "garbled", detail: "content-encoding" };
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: maxBytes }), end: "whole" };
  } catch (error) {
    const detail = codeOf(error);
    return detail === "ERR_BUFFER_TOO_LARGE" ? { bytes: new Uint8Array(), end: "tooLarge" } : { bytes, end: "garbled", detail };
  }
}

/** The stream is one of bytes although its type does not say so. */
function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError("a body without bytes");
}
