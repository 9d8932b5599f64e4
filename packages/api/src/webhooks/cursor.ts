import { z } from "zod";
import { AppError } from "../errors/index.ts";

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where a page of the log ended, as opaque text. */
export function writeCursor(last: { createdAt: Date; id: string }): string {
  return Buffer.from(JSON.stringify([last.createdAt.toISOString(), last.id])).toString("base64url");
}

/** Refuses (`invalid_input`) what {@link writeCursor} did not write. */
export function readCursor(cursor: string): { createdAt: Date; id: string } {
  try {
    const [createdAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { createdAt: new Date(createdAt), id };
  } catch (cause) {
    throw new AppError("invalid_input", "the cursor is not one of ours", { fields: [{ field: "cursor", fault: "not_accepted" }], cause });
  }
}
