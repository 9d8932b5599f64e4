/** Whole seconds from `now` until an instant (ISO text); 0 once it has passed. */
export function secondsUntil(at: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(at) - now.getTime()) / 1_000));
}

/** "4:05" of 245 seconds. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const BEFORE_EXPIRY_MS = 20_000;
const PATIENCE_MS = 3_000;
const APART_MS = 15_000;

/**
 * Milliseconds from `now` until a payable QR shall be asked for: shortly before the shown one expires, or after a moment's
 * patience when there is none (`expiresAt` null). Never sooner than 15 s after the request before, so that a phone
 * whose clock is wrong does not ask without end.
 */
export function refreshDelay(expiresAt: string | null, now: Date, askedAt: Date | null): number {
  const wanted = expiresAt === null ? PATIENCE_MS : Date.parse(expiresAt) - BEFORE_EXPIRY_MS - now.getTime();
  const allowed = askedAt === null ? 0 : askedAt.getTime() + APART_MS - now.getTime();
  return Math.max(0, wanted, allowed);
}
