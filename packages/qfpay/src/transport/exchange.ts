import type { UnknownCause } from "../outcome/index.ts";

/** One request as it goes over the wire. */
export type WireRequest = {
  readonly method: "GET" | "POST";
  /** Absolute address without a query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Form body of a POST, query of a GET. */
  readonly params: Readonly<Record<string, string>>;
  /** From handing it over, connecting included, to the last byte read. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
};

/** What came back: an answer of HTTP 200, or why there is none. `bytes` is the body as far as it was read. */
export type Exchange =
  | { readonly kind: "answered"; readonly status: number; readonly bytes: Uint8Array; readonly sign: string | null }
  | { readonly kind: "failed"; readonly cause: UnknownCause; readonly status: number | null; readonly bytes: Uint8Array | null };
