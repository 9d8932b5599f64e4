import type { FastifyInstance } from "fastify";
import { html, LANGUAGE_NAMES, LANGUAGES, type Language, languageOf, sendPage } from "../page/index.ts";
import { REFERENCE } from "./reference.ts";
import { en, type ManualTexts } from "./texts/en.ts";
import { zhHans } from "./texts/zh-hans.ts";
import { zhHant } from "./texts/zh-hant.ts";

const catalogues = { en, "zh-Hant": zhHant, "zh-Hans": zhHans } satisfies Record<Language, ManualTexts>;

/** The manual at `/`: everything that the simulator does, with examples to copy. */
export function manualRoutes(app: FastifyInstance): void {
  app.get("/", (request, reply) => {
    const language = languageOf(request);
    const texts = catalogues[language];
    const base = `${request.protocol}://${request.host}`;
    const content = html`<header><h1>${texts.title}</h1><p>${texts.intro}</p>
<p><a href="/phone">${texts.openPhone}</a> · <a href="/faults">${texts.openFaults}</a></p>
<nav aria-label="${texts.languages}">${LANGUAGES.map((other) => html`<a href="/?lang=${other}" lang="${other}" hreflang="${other}">${LANGUAGE_NAMES[other]}</a> `)}</nav></header>
<main>${REFERENCE.map(
      (section) =>
        html`<section><h2>${texts[section.title]}</h2>${section.entries.map(
          (entry) => html`<div class="entry"><h3><code>${entry.address}</code></h3><p>${texts[entry.text]}</p>
${entry.example !== undefined && html`<pre tabindex="0"><code>${entry.example.replaceAll("{base}", base)}</code></pre>`}</div>`,
        )}</section>`,
    )}</main>`;
    return sendPage(reply, { language, title: texts.title, look: "manual", content });
  });
}
