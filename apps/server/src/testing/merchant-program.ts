import { OPERATIONS, type Operation, type ProblemBody, problemSchema, refusalsOf } from "@tillbook/api/merchants-api";
import { type Scope, scopeSchema } from "@tillbook/domain/staff";
import { z } from "zod";
import type { Desk } from "./desk.ts";

/** What a program got back. `body` was held against the schema that the document promises. */
export type ProgramAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly problem: ProblemBody | null;
};

export type Asked = {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  idempotencyKey?: string;
  headers?: Readonly<Record<string, string>>;
};

/** A merchant's own program with a key. Every answer it gets is held against the document: status, type and shape. */
export type MerchantProgram = {
  readonly key: string;
  call(operationId: string, asked?: Asked): Promise<ProgramAnswer>;
};

/** Lets the owner make a key, and a program use it. */
export async function merchantProgram(url: string, owner: Desk, scopes: readonly Scope[] = scopeSchema.options): Promise<MerchantProgram> {
  const { key } = await owner.trpc.access.createKey.mutate({ name: "a program", scopes: [...scopes] });
  return programWith(url, key);
}

/** A program with a key that somebody made before; with an empty one it sends none. */
export function programWith(url: string, key: string): MerchantProgram {
  return { key, call: (operationId, asked = {}) => ask(url, key, operationNamed(operationId), asked) };
}

export function operationNamed(id: string): Operation {
  const operation = OPERATIONS.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`there is no operation ${id}`);
  return operation;
}

async function ask(url: string, key: string, operation: Operation, asked: Asked): Promise<ProgramAnswer> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(asked.params?.[name] ?? ""));
  const query = asked.query ? `?${new URLSearchParams(asked.query).toString()}` : "";
  const isFile = asked.body instanceof Uint8Array;
  const answer = await fetch(`${url}/api/v1${path}${query}`, {
    method: operation.method,
    headers: {
      ...(key === "" ? {} : { authorization: `Bearer ${key}` }),
      ...(asked.body === undefined ? {} : { "content-type": isFile ? "text/csv" : "application/json" }),
      ...(asked.idempotencyKey === undefined ? {} : { "idempotency-key": asked.idempotencyKey }),
      ...asked.headers,
    },
    ...(asked.body === undefined ? {} : { body: asked.body instanceof Uint8Array ? Buffer.from(asked.body) : JSON.stringify(asked.body) }),
  });
  return asPromised(operation, answer);
}

/** Throws when the document does not promise such an answer. */
export async function asPromised(operation: Operation, answer: Response): Promise<ProgramAnswer> {
  const { status, headers } = answer;
  const text = await answer.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  const promise = operation.answers.find((each) => each.status === status);
  if (promise) {
    (promise.schema ?? z.null()).parse(body);
    return { status, headers, body, problem: null };
  }
  const problem = problemSchema.parse(body);
  const codes: readonly string[] = refusalsOf(operation).get(status) ?? [];
  if (!codes.includes(problem.code) || headers.get("content-type") !== "application/problem+json; charset=utf-8")
    throw new Error(`${operation.id} is not said to answer ${status} ${problem.code} as ${headers.get("content-type")}: ${text}`);
  return { status, headers, body, problem };
}
