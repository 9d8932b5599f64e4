/** Whole seconds from `now` until an instant (ISO text); 0 once it has passed. */
export function secondsUntil(at: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now.getTime()) / 1_000));
}

/** "4:05" of 245 seconds. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const BEFORE_EXPIRY_MS = 20_000;
const APART_MS = 15_000;

/**
 * Milliseconds from `now` until a QR shall be replaced: shortly before it expires, but never sooner than 15 s after the
 * replacement before, so that a phone whose clock is wrong does not ask without end.
 */
export function refreshDelay(expiresAt: string, now: Date, refreshedAt: Date | null): number {
  const wanted = Date.parse(expiresAt) - BEFORE_EXPIRY_MS - now.getTime();
  const allowed = refreshedAt === null ? 0 : refreshedAt.getTime() + APART_MS - now.getTime();
  return Math.max(0, wanted, allowed);
}
