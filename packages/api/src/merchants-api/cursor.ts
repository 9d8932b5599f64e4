import { createHash } from "node:crypto";
import { z } from "zod";
import type { Context } from "../context/index.ts";
import { AppError } from "../errors/index.ts";

/** The list that a cursor belongs to: its name and everything that narrows it. */
type List = { readonly name: string; readonly filter: unknown };

const held = z.tuple([z.string(), z.string()]);

/** Seals where a page ended, for this account and this very list: opaque to whoever holds it, and worth nothing elsewhere. */
export function writeCursor(ctx: Context, list: List, end: string | null): string | null {
  if (end === null) return null;
  return Buffer.from(ctx.vault.seal(JSON.stringify([nameOf(ctx, list), end])), "base64").toString("base64url");
}

/** Where the page before ended, or undefined on the first. Refuses (`invalid_input`) a cursor that we did not write for this list. */
export function readCursor(ctx: Context, list: List, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const opened = opening(ctx, cursor);
  if (opened?.[0] !== nameOf(ctx, list))
    throw new AppError("invalid_input", "the cursor was not made for this list: begin without one", {
      fields: [{ field: "cursor", fault: "not_accepted" }],
    });
  return opened[1];
}

function opening(ctx: Context, cursor: string): readonly [string, string] | null {
  try {
    return held.parse(JSON.parse(ctx.vault.open(Buffer.from(cursor, "base64url").toString("base64"))));
  } catch {
    return null;
  }
}

function nameOf(ctx: Context, { name, filter }: List): string {
  return createHash("sha256")
    .update(JSON.stringify([ctx.account.id, name, filter]))
    .digest("base64url");
}
