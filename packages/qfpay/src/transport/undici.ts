import { createRequire } from "node:module";
import type * as Undici from "undici";

const load = createRequire(import.meta.url);

/** The HTTP client, loaded at its first use: it takes some twenty megabytes, and large work on the books speaks to nobody. */
export function undici(): typeof Undici {
  return load("undici");
}
