import { codeOf } from "./error-code.ts";

/** A body as far as it could be read, and how the reading ended. */
export type Body = { readonly bytes: Uint8Array } & (
  | { readonly end: "whole" | "tooLarge" }
  | { readonly end: "broken"; readonly detail: string }
);

/** Reads at most `maxBytes`; what is longer is given up, not swallowed. */
export async function readBody(response: Response, maxBytes: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const step = await reader?.read();
      if (step === undefined || step.done) return { bytes: Buffer.concat(chunks), end: "whole" };
      length += step.value.length;
      if (length > maxBytes) {
        void reader?.cancel().catch(() => {}); // we have seen enough; how the sender takes it does not matter
        return { bytes: Buffer.concat(chunks), end: "tooLarge" };
      }
      chunks.push(step.value);
    }
  } catch (error) {
    return { bytes: Buffer.concat(chunks), end: "broken", detail: codeOf(error) };
  }
}
