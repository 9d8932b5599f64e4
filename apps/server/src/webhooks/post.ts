import { type LookupAddress, lookup as lookUp } from "node:dns";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress, mayBePublicHost, type Post } from "@tillbook/api/webhooks";
import type { WebhookReach } from "@tillbook/domain/webhooks";

/** How long an endpoint may take, from looking up its name to the end of what we read. */
const PATIENCE_MS = 10_000;
/** So much of an answer is kept for people to read; the rest is not even received. */
const MOST_ANSWER_BYTES = 1_024;

export type PostOptions = {
  reach: WebhookReach;
  patienceMs?: number;
  /** How names become addresses; the system's own way unless a test says otherwise. */
  resolve?: (hostname: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;
};

/**
 * Posts webhooks. Unless they may go anywhere, they go by https to addresses of the open internet alone: a name is judged by the very
 * addresses that the connection is made to, so it cannot turn into another one in between. Redirects are not followed.
 */
export function createPost({ reach, patienceMs = PATIENCE_MS, resolve = resolveAll }: PostOptions): Post {
  const lookup = lookupWithin(reach, resolve);
  return async (address, { headers, body }) => {
    const began = performance.now();
    const outcome = await send(new URL(address), { reach, headers, body, lookup, signal: AbortSignal.timeout(patienceMs) });
    return { took: performance.now() - began, ...outcome };
  };
}

type Sending = {
  reach: WebhookReach;
  headers: Readonly<Record<string, string>>;
  body: string;
  lookup: LookupFunction;
  signal: AbortSignal;
};
type Outcome = { status: number; answer: string } | { fault: string };

async function send(url: URL, { reach, headers, body, lookup, signal }: Sending): Promise<Outcome> {
  if (reach === "public" && (url.protocol !== "https:" || !mayBePublicHost(url.hostname))) return { fault: "refused_address" };
  const bytes = Buffer.from(body);
  const options = {
    method: "POST",
    headers: { ...headers, "content-length": bytes.length, "user-agent": "Tillbook-Webhooks/1" },
    lookup,
    signal,
    agent: false,
  };
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = url.protocol === "https:" ? https.request(url, options, resolve) : http.request(url, options, resolve);
      request.on("error", reject);
      request.end(bytes);
    });
    return { status: answer.statusCode ?? 0, answer: await beginningOf(answer) };
  } catch (error) {
    return { fault: faultOf(error, signal) };
  }
}

async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    size += bytes.length;
    if (size >= MOST_ANSWER_BYTES) break; // leaving the loop ends the connection
  }
  return new TextDecoder().decode(Buffer.concat(parts).subarray(0, MOST_ANSWER_BYTES));
}

class RefusedAddress extends Error {}

function lookupWithin(reach: WebhookReach, resolve: NonNullable<PostOptions["resolve"]>): LookupFunction {
  return (hostname, { all }, done) =>
    resolve(hostname, (error, addresses) => {
      if (error) return done(error, []);
      const [first] = addresses;
      if (!first) return done(new Error(`${hostname} has no address`), []);
      if (reach === "public" && !addresses.every(({ address }) => isPublicAddress(address)))
        return done(new RefusedAddress(`${hostname} leads inside`), []);
      return all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
}

function resolveAll(hostname: string, done: (error: Error | null, addresses: LookupAddress[]) => void): void {
  lookUp(hostname, { all: true }, done);
}

const FAULTS: Readonly<Record<string, string>> = {
  ENOTFOUND: "no_such_host",
  EAI_AGAIN: "no_such_host",
  ECONNREFUSED: "connection_refused",
  ECONNRESET: "connection_lost",
  EPIPE: "connection_lost",
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
};

/** Why nothing answered, in one word. */
function faultOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "timeout";
  const causes = error instanceof AggregateError ? error.errors : [error];
  if (causes.some((cause) => cause instanceof RefusedAddress)) return "refused_address";
  const code = causes.map(codeOf).find((each) => each !== "") ?? "";
  return FAULTS[code] ?? (/CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code) ? "bad_certificate" : "failed");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
