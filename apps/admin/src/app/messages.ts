import { use, useSyncExternalStore } from "react";
import type { Language } from "../lib/language.ts";
import type en from "../messages/en.json";

export type Messages = typeof en;

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
    Locale: Language;
  }
}

/** vite.config.ts hands out each part of a catalogue as a module of its own. */
const parts = {
  en: { desk: () => import("../messages/en.json?part=desk"), books: () => import("../messages/en.json?part=books") },
  "zh-Hant": { desk: () => import("../messages/zh-Hant.json?part=desk"), books: () => import("../messages/zh-Hant.json?part=books") },
  "zh-Hans": { desk: () => import("../messages/zh-Hans.json?part=desk"), books: () => import("../messages/zh-Hans.json?part=books") },
} satisfies Record<Language, Record<"desk" | "books", () => Promise<{ default: object }>>>;

const coming = new Map<Language, Promise<Messages>>();
const here = new Map<Language, Messages>();
const listeners = new Set<() => void>();
let areBooksOpen = false;

/** The catalogue of a language; only the one in use is downloaded, and of that only what is needed. Suspends until it is here. */
export function useCatalogue(language: Language): Messages {
  const known = useSyncExternalStore(subscribe, () => here.get(language));
  return known ?? use(comingOf(language));
}

/** Brings the texts of the books. Must be done before a screen of theirs is shown; `messages/parts.test.ts` says which those are. */
export async function openBooks(): Promise<void> {
  if (areBooksOpen) return void (await Promise.all(coming.values()));
  areBooksOpen = true;
  const languages = [...coming.keys()];
  coming.clear();
  await Promise.all(languages.map(comingOf)).catch((error: unknown) => {
    areBooksOpen = false; // the next who comes tries again
    coming.clear();
    throw error;
  });
}

function comingOf(language: Language): Promise<Messages> {
  const known = coming.get(language);
  if (known) return known;
  const bringing = bring(language, areBooksOpen);
  coming.set(language, bringing);
  return bringing;
}

async function bring(language: Language, withBooks: boolean): Promise<Messages> {
  const [desk, books] = await Promise.all([parts[language].desk(), withBooks ? parts[language].books() : null]);
  const messages = asWhole({ ...desk.default, ...books?.default });
  here.set(language, messages);
  for (const listener of listeners) listener();
  return messages;
}

/** Screens are typed by the whole catalogue: all of its texts come in one part or the other, and a test holds that no screen of the desk asks for one of the books. */
function asWhole(part: object): Messages {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- see above
  return part as Messages;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
