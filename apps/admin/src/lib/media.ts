import { useSyncExternalStore } from "react";

/** Whether a media query holds, followed live. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Narrow screens get two-line cells and half-screen dialogs, the desk gets tables and drawers. */
export function useIsPhone(): boolean {
  return useMedia("(max-width: 767px)");
}
