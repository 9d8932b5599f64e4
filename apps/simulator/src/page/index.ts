export { assetRoutes } from "./assets.ts";
export { readCookie } from "./cookie.ts";
export { type Page, sendPage } from "./document.ts";
export { type Html, html } from "./html.ts";
export { keepLanguage, LANGUAGE_COOKIE, LANGUAGE_NAMES, LANGUAGES, type Language, languageOf } from "./language.ts";
