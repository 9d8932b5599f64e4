import type { FastifyReply, FastifyRequest } from "fastify";
import { readCookie } from "./cookie.ts";

export const LANGUAGES = ["en", "zh-Hant", "zh-Hans"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" };

export const LANGUAGE_COOKIE = "simulator_language";

/** The language of a page: `?lang=`, else the one chosen before, else what the browser accepts, else English. */
export function languageOf(request: FastifyRequest): Language {
  const chosen = new URLSearchParams(request.url.split("?")[1] ?? "").get("lang") ?? readCookie(request.headers.cookie, LANGUAGE_COOKIE);
  return LANGUAGES.find((language) => language === chosen) ?? acceptedLanguage(request.headers["accept-language"] ?? "");
}

/** Keeps a language chosen with `?lang=` for the pages that follow. */
export function keepLanguage(reply: FastifyReply, language: Language): void {
  reply.header("set-cookie", `${LANGUAGE_COOKIE}=${language}; Path=/; SameSite=Lax`);
}

function acceptedLanguage(accepted: string): Language {
  for (const tag of accepted.split(",").map((part) => part.split(";")[0]?.trim().toLowerCase() ?? "")) {
    if (tag.startsWith("en")) return "en";
    if (/^zh-(hant|hk|tw|mo)/.test(tag)) return "zh-Hant";
    if (tag.startsWith("zh")) return "zh-Hans";
  }
  return "en";
}
