import { vi } from "vitest";

const PATIENCE_MS = 60_000;

/** Answers what `look` answers as soon as it no longer throws; throws its last error after a minute in vain. */
export function inTime<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: PATIENCE_MS, interval: 10 });
}
