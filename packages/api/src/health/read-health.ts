import type { Database } from "@tillbook/db/client";
import { type Context, requireRight } from "../context/index.ts";
import type { HealthMark, HealthView } from "../views/index.ts";
import { lightsOf } from "./lights.ts";
import { readingOf } from "./reading.ts";

/** Every light of the account with what to do about it, measured now. */
export async function readHealth(ctx: Context): Promise<HealthView> {
  requireRight(ctx.actor, "readHealth");
  const reading = await readingOf(ctx);
  return { at: reading.now.toISOString(), lights: lightsOf(reading) };
}

/** The mark is on every screen and asked for at every piece of news: lights are measured once for all who ask within so long. */
const MEASURED_FOR_MS = 10_000;

type Measured = { readonly atMs: number; readonly red: Promise<number> };
const measured = new WeakMap<Database, Map<string, Measured>>();

/** How many lights of the account are red, measured now or some seconds ago. */
export async function readHealthMark(ctx: Context): Promise<HealthMark> {
  requireRight(ctx.actor, "readHealth");
  return { red: await redLights(ctx) };
}

function redLights(ctx: Context): Promise<number> {
  const ofDatabase = measured.get(ctx.db) ?? new Map<string, Measured>();
  measured.set(ctx.db, ofDatabase);
  const known = ofDatabase.get(ctx.account.id);
  if (known && performance.now() - known.atMs < MEASURED_FOR_MS) return known.red;
  const red = readHealth(ctx).then(({ lights }) => lights.filter(({ tone }) => tone === "red").length);
  ofDatabase.set(ctx.account.id, { atMs: performance.now(), red });
  red.catch(() => ofDatabase.delete(ctx.account.id)); // the next who asks tries again
  return red;
}
