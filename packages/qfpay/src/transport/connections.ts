import type { Dispatcher } from "undici";
import { undici } from "./undici.ts";

/** The pool's timer ticks every half second, so this gives up after 2.5 to 3 s: name, TCP and TLS together. */
const CONNECT_TIMEOUT_MS = 2_500;

/** How connections are made; a test brings its own authority or a shorter patience. */
export type ConnectionOptions = { readonly connectTimeoutMs?: number; readonly ca?: string; readonly servername?: string };

/**
 * A pool of kept connections to QFPay. One request at a time on each; an idle one is closed after 4 s, before a server would, so
 * that a request seldom meets a connection that is just being closed. Nothing is ever sent twice by the pool.
 */
export function createConnections({ connectTimeoutMs = CONNECT_TIMEOUT_MS, ...tls }: ConnectionOptions = {}): Dispatcher {
  const { Agent } = undici();
  return new Agent({ connect: { timeout: connectTimeoutMs, ...tls }, pipelining: 1, allowH2: false });
}

let shared: Dispatcher | null = null;

/** The process's own pool, made at the first use. Idle connections do not keep a process alive. */
export function sharedConnections(): Dispatcher {
  shared ??= createConnections();
  return shared;
}
