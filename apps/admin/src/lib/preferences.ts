import { useSyncExternalStore } from "react";
import { chooseLanguage, isLanguage, type Language } from "./language.ts";

/** What a person chose on this device. `auto` follows the system. */
export type Theme = "auto" | "light" | "dark";
export const THEMES = ["auto", "light", "dark"] as const satisfies readonly Theme[];
export type Preferences = { readonly language: Language; readonly theme: Theme };

const KEYS = { language: "tillbook.language", theme: "tillbook.theme" } as const;
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  const language = stored(KEYS.language);
  const theme = stored(KEYS.theme);
  return {
    language: isLanguage(language) ? language : chooseLanguage(navigator.languages),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
  };
}

/** Storage may be forbidden (private windows, embedded views); then a choice lasts until the page is closed. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Changes and keeps a preference. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEYS.language, current.language);
    localStorage.setItem(KEYS.theme, current.theme);
  } catch {
    // Kept in memory only, see above.
  }
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
