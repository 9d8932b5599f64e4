import type { Operation } from "../operation.ts";
import { PROBLEM_TYPE } from "../perform.ts";
import { PROBLEMS, Problem, type ProblemCode, problemBody, problemSchema } from "../problems.ts";
import type { SchemaBook } from "./schemas.ts";

/** What any call may be refused for. */
const ALWAYS: readonly ProblemCode[] = ["invalid_input", "not_signed_in", "not_allowed", "too_many_requests", "internal", "unavailable"];

/** Everything that an operation may be refused for, by status. */
export function refusalsOf(operation: Operation): ReadonlyMap<number, readonly ProblemCode[]> {
  const codes: ProblemCode[] = [...ALWAYS, ...operation.refusals];
  if (/Id\}/.test(operation.path)) codes.push("not_found");
  if (operation.method === "POST") codes.push("idempotency_key_reused", "request_running");
  if (operation.method !== "GET") codes.push("file_too_large", "unsupported_media_type");
  const own = [...new Set(codes)].toSorted((a, b) => PROBLEMS[a].status - PROBLEMS[b].status);
  return Map.groupBy(own, (code) => PROBLEMS[code].status);
}

/** Refusals are the same wherever they may come: each set of them stands in the document once. */
export class ResponseBook {
  readonly #schemas: SchemaBook;
  readonly #publicUrl: string;
  readonly #named = new Map<string, object>();

  constructor(schemas: SchemaBook, publicUrl: string) {
    this.#schemas = schemas;
    this.#publicUrl = publicUrl;
  }

  /** The responses of an operation, right ones and refusals. */
  of(operation: Operation): object {
    const refused = [...refusalsOf(operation)].map(([status, codes]) => [String(status), this.#refusal(status, codes)]);
    return Object.fromEntries([...operation.answers.map((answer) => [String(answer.status), this.#right(operation, answer)]), ...refused]);
  }

  /** Every set of refusals, by name. */
  all(): object {
    return Object.fromEntries(this.#named);
  }

  #right({ method }: Operation, { description, schema, example }: Operation["answers"][number]): object {
    const content = schema && {
      "application/json": { schema: this.#schemas.output(schema), ...(example === undefined ? {} : { example }) },
    };
    const replayed = { "Idempotency-Replayed": { $ref: "#/components/headers/IdempotencyReplayed" } };
    return { description, ...(method === "POST" ? { headers: replayed } : {}), ...(content ? { content } : {}) };
  }

  #refusal(status: number, codes: readonly ProblemCode[]): object {
    const name = codes.join("-or-");
    if (!this.#named.has(name)) this.#named.set(name, this.#refusalOf(status, codes));
    return { $ref: `#/components/responses/${name}` };
  }

  #refusalOf(status: number, codes: readonly ProblemCode[]): object {
    const waits = status === 429 || status === 503 || codes.includes("request_running");
    return {
      description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(" "),
      ...(waits ? { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } } : {}),
      content: {
        [PROBLEM_TYPE]: {
          schema: this.#schemas.output(problemSchema),
          examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code, this.#publicUrl) }])),
        },
      },
    };
  }
}

function exampleOf(code: ProblemCode, publicUrl: string): object {
  const fields = code === "invalid_input" ? [{ field: "amount", fault: "too_many_decimals" }] : [];
  const detail = code === "invalid_input" ? "amount: too_many_decimals" : PROBLEMS[code].title.toLowerCase();
  return problemBody(new Problem(code, detail, { fields }), { publicUrl, instance: "urn:uuid:019ab6d0-7d1c-7c6e-8f00-0d9b6c1f3a11" });
}
