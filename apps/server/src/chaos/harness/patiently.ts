import { TRPCClientError } from "@trpc/client";
import type { House } from "./house.ts";

const PATIENCE_MS = 300_000;

/**
 * Asks the server as a person or a shop does: again and again while it is away or fails, with the very same request. What it refuses
 * (any 4xx) is final and thrown. Throws also after five minutes in vain.
 */
export async function patiently<T>(house: House, ask: () => Promise<T>): Promise<T> {
  for (const since = performance.now(); ; ) {
    await house.servers.up();
    try {
      return await ask();
    } catch (error) {
      if (isRefusal(error) || performance.now() - since > PATIENCE_MS) throw error;
      await pause(20);
    }
  }
}

/** Whether the server understood and said no. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  const status = typeof data === "object" && data !== null && "httpStatus" in data ? data.httpStatus : undefined;
  return typeof status === "number" && status < 500;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
