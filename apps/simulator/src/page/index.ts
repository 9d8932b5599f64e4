export { readCookie } from "./cookie.ts";
export { type Page, sendPage } from "./document.ts";
export { type Html, html } from "./html.ts";
export { keepLanguage, type Language, LANGUAGE_COOKIE, LANGUAGES, languageOf } from "./language.ts";
export { assetRoutes } from "./assets.ts";
