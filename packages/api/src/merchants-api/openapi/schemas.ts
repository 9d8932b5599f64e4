import { z } from "zod";
import { published } from "../published.ts";

/** A JSON Schema (2020-12) as it stands in the document. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Formats say it already; what zod writes beside them is hundreds of characters that no reader wants. */
const FORMATS_WITHOUT_PATTERN = new Set(["uuid", "date-time", "date"]);

const defs = z.looseObject({ $defs: z.record(z.string(), z.looseObject({})).optional() });

/** Collects named schemas once, and answers what stands in their place: a reference. */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>();

  /** A body that comes in: what it must be. Fields we do not know are refused. */
  input(schema: z.ZodType): JsonSchema {
    return this.#written(schema, "input");
  }

  /** A body that goes out. Fields may be added to it one day. */
  output(schema: z.ZodType): JsonSchema {
    return this.#written(schema, "output");
  }

  /** Every named schema, by name. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#named].toSorted(([a], [b]) => a.localeCompare(b)));
  }

  #written(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const json = z.toJSONSchema(schema, {
      metadata: published,
      io,
      target: "draft-2020-12",
      override({ zodSchema, jsonSchema }) {
        // Of what is read from text, zod leaves these out, since they may speak of what it was read as. Ours speak of the text.
        const { examples, default: usual } = published.get(zodSchema) ?? {};
        if (examples !== undefined) jsonSchema.examples = [...examples];
        if (usual !== undefined) jsonSchema["default"] = usual;
        if (jsonSchema.type === "integer") delete jsonSchema.pattern;
        if (FORMATS_WITHOUT_PATTERN.has(String(jsonSchema.format))) delete jsonSchema.pattern;
        if (io === "output") delete jsonSchema.additionalProperties;
        delete jsonSchema["id"];
      },
    });
    const { $defs = {}, $schema: _dialect, ...root } = defs.parse(json);
    for (const [name, each] of Object.entries($defs)) this.#named.set(name, referring(each));
    return referring(root);
  }
}

/** The same schema, its references pointing to the document's own place for schemas. */
function referring(schema: object): JsonSchema {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/');
  const read: JsonSchema = JSON.parse(text);
  return read;
}
