import type { FastifyRequest } from "fastify";
import { type FormPairs, readForm, readMultipart } from "../wire/index.ts";

/** A call as it arrived: its headers, and its parameters from query and body together. */
export type Received = {
  readonly appCode: string;
  readonly sign: string;
  readonly signType: string;
  readonly params: Readonly<Record<string, string>>;
  /** Why the parameters could not be read; `params` then holds what could. */
  readonly malformed: string | undefined;
};

/** Reads a call of QFPay's API. Parameters may stand in the query, in the body or in both. docs/qfpay.md#transport */
export function readCall(request: FastifyRequest): Received {
  const { params, malformed } = readParams(request);
  return {
    appCode: header(request, "x-qf-appcode"),
    sign: header(request, "x-qf-sign"),
    signType: header(request, "x-qf-signtype"),
    params,
    malformed,
  };
}

/** The parameters alone, for the pages that a browser opens. */
export function readParams(request: FastifyRequest): Pick<Received, "params" | "malformed"> {
  const query = readForm(queryOf(request));
  const body = readBody(request);
  const pairs = [query, body].flatMap((part) => (part.kind === "read" ? part.pairs : []));
  const why = [query, body].find((part) => part.kind === "malformed")?.why;
  const names = pairs.map(([name]) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  const malformed = why ?? (repeated === undefined ? undefined : `the parameter ${repeated} is given twice`);
  return { params: Object.fromEntries(pairs), malformed };
}

function readBody(request: FastifyRequest): FormPairs {
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return { kind: "read", pairs: [] };
  const contentType = request.headers["content-type"] ?? "";
  const text = utf8(request.body);
  if (text === undefined) return { kind: "malformed", why: "the body is not UTF-8" };
  if (/^multipart\/form-data/i.test(contentType)) return readMultipart(text, contentType);
  if (contentType === "" || /^application\/x-www-form-urlencoded/i.test(contentType)) return readForm(text);
  return { kind: "malformed", why: `send the body as application/x-www-form-urlencoded, not ${contentType}` };
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The query as it was sent, with every question mark but the first. */
export function queryOf(request: FastifyRequest): string {
  const url = request.raw.url ?? "";
  const mark = url.indexOf("?");
  return mark < 0 ? "" : url.slice(mark + 1);
}

function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value.trim() : "";
}
