import { z } from "zod";
import { AppError } from "../errors/index.ts";

/** Where a page ended in a list that is kept by time: the last row's time and id. */
type Place = { readonly at: Date; readonly id: string };

const placeSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a page ended, as opaque text. */
export function writePlace({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString("base64url");
}

/** A page out of `rows`, which are one more than `limit` where there is another page, and where that one begins. */
export function pageUpTo<Row>(
  limit: number,
  rows: readonly Row[],
  placeOf: (row: Row) => Place,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? writePlace(placeOf(last)) : null };
}

/** Refuses (`invalid_input`) what {@link writePlace} did not write. */
export function readPlace(cursor: string): Place {
  try {
    const [at, id] = placeSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at: new Date(at), id };
  } catch (cause) {
    throw new AppError("invalid_input", "the cursor is not one of ours", { fields: [{ field: "cursor", fault: "not_accepted" }], cause });
  }
}
