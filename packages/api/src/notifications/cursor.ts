import { z } from "zod";
import { AppError } from "../errors/index.ts";

type Place = { receivedAt: Date; id: bigint };

const placeSchema = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

/** Where a page ended, as text that is not to be understood. */
export function writeCursor({ receivedAt, id }: Place): string {
  return Buffer.from(JSON.stringify([receivedAt.toISOString(), id.toString()])).toString("base64url");
}

/** Reads a cursor of ours; any other is `invalid_input`. */
export function readCursor(text: string): Place {
  try {
    const [receivedAt, id] = placeSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { receivedAt: new Date(receivedAt), id: BigInt(id) };
  } catch (cause) {
    throw new AppError("invalid_input", "the cursor is not one of ours", { fields: [{ field: "cursor", fault: "not_accepted" }], cause });
  }
}
