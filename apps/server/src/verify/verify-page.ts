import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { html, trusted } from "@tillbook/pay/html";
import { PAGE_WORDS } from "./page-words.ts";

const fileOf = (name: string): string => readFileSync(new URL(`./browser/${name}`, import.meta.url), "utf8");
const STYLES = `\n${fileOf("styles.css")}`;
/** Both scripts as one: the page can load none, so what ties them together is left out. */
const SCRIPT = `\n${fileOf("check.js")}\n${fileOf("desk.js")}`.replaceAll(/^(?:import|export) \{.*\}.*;$/gm, "");
const WORDS = JSON.stringify(PAGE_WORDS).replaceAll("<", "\\u003c");
const LANGUAGES = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" } as const;

/** What the page may do, wherever it is opened: run its own script and use its own styles, and speak to nobody. */
export const VERIFY_PAGE_POLICY = `default-src 'none'; script-src '${sourceOf(SCRIPT)}'; style-src '${sourceOf(STYLES)}'; base-uri 'none'; form-action 'none'`;

/** A page that checks certificates by itself: one file, good from a server as from disk. */
export function verifyPage(): string {
  const words = PAGE_WORDS.en;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${VERIFY_PAGE_POLICY}">
<title>${words.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${trusted(STYLES)}</style>
</head>
<body>
<header>
<h1 data-say="title">${words.title}</h1>
<label><span data-say="language">${words.language}</span> <select id="language">${Object.entries(LANGUAGES).map(
    ([code, name]) => html`<option value="${code}" lang="${code}">${name}</option>`,
  )}</select></label>
</header>
<p data-say="lead">${words.lead}</p>
<label class="drop"><span data-say="choose">${words.choose}</span><br><input id="files" type="file" multiple accept=".json,application/json"></label>
<p id="busy" role="status"></p>
<div id="said" role="log" aria-live="polite"></div>
<script type="application/json" id="words">${trusted(WORDS)}</script>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.markup;
}

function sourceOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
