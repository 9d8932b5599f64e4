import { z } from "zod";

/** What the OpenAPI document says of a schema beside its shape. Whatever else stands here goes into the document as it is. */
export type Published = { id?: string; description?: string; examples?: readonly unknown[]; [keyword: string]: unknown };

/** Everything that the document says in words, by schema. */
export const published = z.registry<Published>();

/** A schema that the document names once and refers to. */
export function named<T extends z.ZodType>(id: string, schema: T, about: Omit<Published, "id">): T {
  published.add(schema, { id, ...about });
  return schema;
}

/** A field with what it means. The schema may be one that stands elsewhere too: this is a copy of it. */
export function told<T extends z.ZodType>(schema: T, description: string, about: Published = {}): T {
  const own = schema.clone();
  published.add(own, { description, ...about });
  return own;
}
