import type { ReadDocument, ReadOperation, ReadParameter, SchemaPart } from "./reading.ts";

/**
 * Says one text of the page. `keys` are its names in the catalogues, the most exact first; several texts may share a later one.
 * `english` is what the document says.
 */
export type Say = (keys: readonly string[], english: string) => string;

/** The document with every text that the page shows said anew. Names, codes and examples stay. */
export function inLanguage(document: ReadDocument, say: Say): ReadDocument {
  const { components } = document;
  const { apiKey } = components.securitySchemes;
  return {
    ...document,
    info: { ...document.info, description: say(["about"], document.info.description) },
    tags: document.tags.map((tag) => ({
      ...tag,
      title: say([`tags.${tag.name}.title`], tag.name),
      description: say([`tags.${tag.name}.text`], tag.description),
    })),
    paths: mapped(document.paths, (methods) => mapped(methods, (each) => operationIn(each, say, each.operationId))),
    webhooks: mapped(document.webhooks, ({ post }) => ({ post: operationIn(post, say, "events") })),
    components: {
      ...components,
      schemas: mapped(components.schemas, (schema, name) => schemaIn(schema, say, name)),
      parameters: mapped(components.parameters, (each, name) => parameterIn(each, say, [`parameters.${name}`])),
      securitySchemes: { apiKey: { ...apiKey, description: say(["keys"], withoutList(apiKey.description)) } },
    },
  };
}

/** @param shared where the text stands that operations of one kind have in common; of most it is their own place */
function operationIn(operation: ReadOperation, say: Say, shared: string): ReadOperation {
  const { operationId, summary, description, requestBody } = operation;
  const keys = (part: string) => [`operations.${operationId}.${part}`, `operations.${shared}.${part}`];
  return {
    ...operation,
    summary: say(keys("summary"), summary),
    description: say(keys("text"), withoutScope(description)),
    parameters: operation.parameters.map((each) =>
      parameterIn(each, say, [`parameters.${operationId}.${each.name ?? ""}`, `parameters.*.${each.name ?? ""}`]),
    ),
    requestBody: requestBody && { ...requestBody, ...described(requestBody, say, keys("body")) },
    responses: mapped(operation.responses, (response, status) => ({ ...response, ...described(response, say, keys(status)) })),
  };
}

function parameterIn(parameter: ReadParameter, say: Say, keys: readonly string[]): ReadParameter {
  return { ...parameter, ...described(parameter, say, keys) };
}

function schemaIn(schema: SchemaPart, say: Say, name: string): SchemaPart {
  return { ...fieldsIn(schema, say, { schema: name, path: [] }), ...described(schema, say, [`schemas.${name}`]) };
}

/** The fields of an object, and of whatever it holds. A field's key is its path: what holds it may be a list, null, or the object itself. */
function fieldsIn(part: SchemaPart, say: Say, at: { schema: string; path: readonly string[] }): SchemaPart {
  const { properties, items, anyOf } = part;
  return {
    ...part,
    properties: properties && mapped(properties, (each, name) => fieldIn(each, say, { ...at, path: [...at.path, name] })),
    items: items && fieldsIn(items, say, at),
    anyOf: anyOf?.map((each) => fieldsIn(each, say, at)),
  };
}

function fieldIn(part: SchemaPart, say: Say, at: { schema: string; path: readonly string[] }): SchemaPart {
  const own = `fields.${at.schema}.${at.path.join(".")}`;
  return { ...fieldsIn(part, say, at), ...described(part, say, [own, `fields.*.${at.path.at(-1) ?? ""}`]) };
}

function described({ description }: { description?: string | undefined }, say: Say, keys: readonly string[]): { description?: string } {
  return description === undefined ? {} : { description: say(keys, description) };
}

/** Programs read an operation's scope in its description too; the page writes it itself. */
function withoutScope(description: string): string {
  return description.replace(/\n\nScope: `[^`]+`\.$/, "");
}

/** The same of the scopes in the description of keys. */
function withoutList(description: string): string {
  return description.replace(/ Scopes:\n[\s\S]*$/, "");
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
