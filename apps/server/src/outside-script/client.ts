// What a merchant's developer writes who has nothing but the address of our OpenAPI document and a key. It knows no code of ours.

import { z } from "zod";

const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string().optional(), in: z.string().optional() })).default([]),
  requestBody: z.looseObject({}).optional(),
});
const openapi = z.looseObject({
  servers: z.tuple([z.looseObject({ url: z.string() })]),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});
type Document = z.infer<typeof openapi>;
const object = z.record(z.string(), z.unknown());

export type Input = { parameters?: Readonly<Record<string, string>>; body?: unknown; idempotencyKey?: string };
export type Answer = { status: number; isReplayed: boolean; body: Readonly<Record<string, unknown>> };

/** Calls operations by their operationId, again and again until there is an answer: what the document says is safe under a key. */
export type Client = { call(operationId: string, input?: Input): Promise<Answer> };

const TRIES = 200;
const PAUSE_MS = 100;

/** Reads the document and answers a client for what it describes. */
export async function clientOf(documentUrl: string, apiKey: string): Promise<Client> {
  const document = openapi.parse(await until(async () => (await fetch(documentUrl)).json()));
  return {
    async call(operationId, input = {}) {
      const { url, method, operation } = address(document, operationId, input.parameters ?? {});
      const headers: Record<string, string> = { authorization: `Bearer ${apiKey}` };
      if (operation.requestBody) headers["content-type"] = "application/json";
      if (input.idempotencyKey !== undefined) headers["idempotency-key"] = input.idempotencyKey;
      return until(async () => {
        const answer = await fetch(url, { method, headers, ...(operation.requestBody ? { body: JSON.stringify(input.body) } : {}) });
        if (answer.status >= 500 || answer.headers.has("retry-after")) throw new Error(`${operationId}: ${answer.status}`);
        const text = await answer.text();
        return {
          status: answer.status,
          isReplayed: answer.headers.has("idempotency-replayed"),
          body: object.parse(text === "" ? {} : JSON.parse(text)),
        };
      });
    },
  };
}

function address(document: Document, operationId: string, given: Readonly<Record<string, string>>) {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId !== operationId) continue;
      const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(given[name] ?? ""));
      const query = new URLSearchParams();
      for (const { name = "", in: place } of operation.parameters)
        if (place === "query" && given[name] !== undefined) query.set(name, given[name]);
      return {
        url: `${document.servers[0].url}${filled}${query.size === 0 ? "" : `?${query.toString()}`}`,
        method: method.toUpperCase(),
        operation,
      };
    }
  }
  throw new Error(`the document knows no ${operationId}`);
}

/** Tries until it works: the server may be down just now. */
export async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
