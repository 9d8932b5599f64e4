export type { PageOptions } from "./document.ts";
export { LANGUAGE_NAMES, LANGUAGES, type Lang, pickLanguage } from "./language.ts";
export { renderMissingPage, renderPayPage } from "./render.ts";
export { type PayPageView, type Step, versionOf } from "./view.ts";
