import type { Scope } from "@tillbook/domain/staff";
import { z } from "zod";
import type { Context } from "../context/index.ts";
import { AppError, type FieldFault } from "../errors/index.ts";
import type { ProblemCode } from "./problems.ts";

/** What a call is answered with; `location` where something was made. */
export type Answer = { readonly status: number; readonly body: unknown; readonly location?: string };

/** One run of a call. */
export type Call = {
  /** The same in every run of a call under one Idempotency-Key: names what the call makes, so that it is made once. */
  readonly requestId: string;
  /** An earlier run may have done part of it, or all, and died before it could answer. */
  readonly isRepeat: boolean;
  /** When the first run began. */
  readonly startedAt: Date;
};

/** A file as it came in, set down so that it can be read as often as needed. */
export type Upload = { readonly size: number; readonly sha256: string; chunks(): AsyncIterable<Uint8Array> };

/** A call whose input was read and found right. Nothing has happened yet. */
export type Prepared = (ctx: Context, call: Call) => Promise<Answer>;

export type RawInput = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

type Told = {
  /** Also the operationId of the document. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below /api/v1, with `{names}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly scope: Scope;
  readonly answers: readonly { status: number; description: string; schema: z.ZodType | null; example?: unknown }[];
  /** What this one may be refused for, beside what any may. */
  readonly refusals: readonly ProblemCode[];
};

/** One thing that the merchants' API can do: how it is asked for, who may, what comes back, and how it is done. */
export type Operation = Told & {
  readonly params: z.ZodObject | null;
  readonly query: z.ZodObject | null;
  readonly body:
    | { kind: "json"; schema: z.ZodType; example: unknown }
    | { kind: "file"; mediaTypes: readonly string[]; description: string }
    | null;
  /** Reads the input, or refuses it (`invalid_input`) with the fields at fault. */
  prepare(raw: RawInput): Prepared;
};

const nothing = z.strictObject({});

type Plan<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> = Told & {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: { schema: B; example: unknown };
  readonly run: (ctx: Context, input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> }, call: Call) => Promise<Answer>;
};

/** Declares an operation. Its schemas are the only ones: they read the input and make the document. */
export function operation<
  P extends z.ZodObject = typeof nothing,
  Q extends z.ZodObject = typeof nothing,
  B extends z.ZodType = typeof nothing,
>(plan: Plan<P, Q, B>): Operation {
  const { run, params, query, body, ...told } = plan;
  return {
    ...told,
    params: params ?? null,
    query: query ?? null,
    body: body ? { kind: "json", ...body } : null,
    prepare(raw) {
      const input = {
        params: read(orNothing(params), raw.params),
        query: read(orNothing(query), raw.query),
        body: read(orNothing(body?.schema), raw.body ?? (body ? undefined : {})),
      };
      return (ctx, call) => run(ctx, input, call);
    },
  };
}

/** Declares an operation whose body is a file. */
export function uploadOperation<Q extends z.ZodObject>(
  plan: Told & {
    readonly query: Q;
    readonly body: { mediaTypes: readonly string[]; description: string };
    readonly run: (ctx: Context, input: { query: z.output<Q>; file: Upload }, call: Call) => Promise<Answer>;
  },
): Operation {
  const { run, query, body, ...told } = plan;
  return {
    ...told,
    params: null,
    query,
    body: { kind: "file", ...body },
    prepare(raw) {
      const input = { query: read(query, raw.query), file: uploadSchema.parse(raw.body) };
      return (ctx, call) => run(ctx, input, call);
    },
  };
}

const uploadSchema = z.custom<Upload>((value) => typeof value === "object" && value !== null && "chunks" in value);

/** Where an operation takes no input of a kind, anything sent is too much. A plan without a schema has the type of `nothing`. */
function orNothing<T extends z.ZodType>(schema: T | undefined): T {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the default of the type parameter says the same to the compiler
  return schema ?? (nothing as z.ZodType as T);
}

function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap(faultsOf);
  throw new AppError("invalid_input", fields.map(({ field, fault }) => `${field}: ${fault}`).join("; "), { fields });
}

/** Schemas write fault words as their messages; a check without a word of its own is `not_accepted`, what is missing `required`. */
function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ field: [...issue.path, key].join("."), fault: "not_accepted" }));
  const field = issue.path.join(".") || "body";
  if (/^[a-z_]+$/.test(issue.message)) return [{ field, fault: issue.message }];
  return [{ field, fault: issue.code === "invalid_type" && issue.input === undefined ? "required" : "not_accepted" }];
}
