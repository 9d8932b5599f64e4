import { Validator } from "@seriousme/openapi-schema-validator";
import { EVENTS, OPERATIONS, openapiDocument, PROBLEMS, problemSchema, refusalsOf } from "@tillbook/api/merchants-api";
import { scopeSchema } from "@tillbook/domain/staff";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { docsPage } from "./docs/page.ts";
import { readDocument } from "./docs/reading.ts";
import { referencesOf } from "./docs/reference.ts";

const PUBLIC_URL = "https://pay.example.com";

const documentSeen = z.looseObject({
  openapi: z.string(),
  servers: z.tuple([z.object({ url: z.string() })]),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) })),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
const served = () => documentSeen.parse(JSON.parse(JSON.stringify(openapiDocument(PUBLIC_URL))));

describe("the document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(served()));
    expect([valid, errors]).toEqual([true, undefined]);
    expect(validator.version).toBe("3.1");
  });

  it("names every operation once, with every status it may be answered with", () => {
    const { paths } = served();
    const named = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, responses }]) => [
        operationId,
        method,
        path,
        Object.keys(responses).map(Number),
      ]),
    );
    const wanted = OPERATIONS.map((operation) => [
      operation.id,
      operation.method.toLowerCase(),
      operation.path,
      [...operation.answers.map(({ status }) => status), ...refusalsOf(operation).keys()].toSorted((a, b) => a - b),
    ]);
    expect(named.toSorted()).toEqual(wanted.toSorted());
  });

  it("refers to nothing that is not in it", () => {
    const document = served();
    const text = JSON.stringify(document);
    const missing = [...new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((found) => found[1] ?? ""))].filter(
      (reference) => !isIn(document, reference.split("/")),
    );
    expect(missing).toEqual([]);
    expect(text).not.toMatch(/\$defs|undefined|NaN/);
  });

  it("has examples that are as its schemas say", () => {
    const { schemas } = served().components;
    const exampleOf = (name: string) => z.looseObject({ examples: z.tuple([z.unknown()]) }).parse(schemas[name]).examples[0];
    const shown: [string, z.ZodType, unknown][] = [
      ...OPERATIONS.flatMap(({ id, answers }) =>
        answers.flatMap(({ schema, example }): [string, z.ZodType, unknown][] =>
          schema && example !== undefined ? [[id, schema, example]] : [],
        ),
      ),
      ...OPERATIONS.flatMap(({ id, body }): [string, z.ZodType, unknown][] =>
        body?.kind === "json" ? [[id, body.schema, body.example]] : [],
      ),
      ["Problem", problemSchema, exampleOf("Problem")],
      ["OrderEvent", EVENTS.order, exampleOf("OrderEvent")],
      ["PaymentEvent", EVENTS.payment, exampleOf("PaymentEvent")],
      ["RefundEvent", EVENTS.refund, exampleOf("RefundEvent")],
    ];
    expect(shown.length).toBeGreaterThan(OPERATIONS.length);
    expect(shown.filter(([, schema, example]) => !schema.safeParse(example).success).map(([name]) => name)).toEqual([]);
  });

  it("asks for each scope somewhere, and for no other", () => {
    expect([...new Set(OPERATIONS.map(({ scope }) => scope))].toSorted()).toEqual([...scopeSchema.options].toSorted());
  });
});

describe("the page", () => {
  const html = docsPage(referencesOf(readDocument(served())).en, "the-nonce");

  it("shows every operation, every problem and every schema, with a place of its own", () => {
    const places = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]));
    for (const { id } of OPERATIONS) expect(places).toContain(id);
    for (const code of Object.keys(PROBLEMS)) expect(places).toContain(code);
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map((found) => found[1]);
    expect(links.filter((link) => !places.has(link))).toEqual([]);
  });
  it("needs no script and nothing from elsewhere", () => {
    expect(html).not.toMatch(/<script|<link rel="stylesheet|@import|url\(| src=/);
    expect(html).toContain('<style nonce="the-nonce">');
  });
});

function isIn(part: unknown, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return part !== undefined;
  return typeof part === "object" && part !== null && first in part && isIn(Reflect.get(part, first), rest);
}
