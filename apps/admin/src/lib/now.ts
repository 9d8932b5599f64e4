import { useEffect, useState } from "react";

/** The present instant, refreshed every `everyMs`: for countdowns and the running day, never for deciding about money. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
