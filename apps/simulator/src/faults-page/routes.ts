import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ZodError, z } from "zod";
import { changedRules } from "../book/index.ts";
import { endAll, endFault, endScenario, sentenceOf } from "../control/index.ts";
import { type Html, html, keepLanguage, LANGUAGE_NAMES, LANGUAGES, languageOf, sendPage } from "../page/index.ts";
import { isScenarioName } from "../scenarios/index.ts";
import type { World } from "../world.ts";
import { readRules } from "./rule-fields.ts";
import { rulesView } from "./rules-view.ts";
import { type Say, sayIn } from "./texts/index.ts";
import { inForceView, scenariosView, strikesView } from "./views.ts";

const STRIKES_SHOWN = 10;

const startBody = z.object({ scenario: z.string(), outTradeNo: z.string().trim().max(128).default("") });
const endBody = z.object({ scenario: z.string().optional(), fault: z.string().optional(), all: z.string().optional() });
const rulesBody = z.record(z.string(), z.string());
const pageQuery = z.object({ lang: z.string().optional(), saved: z.string().optional() });

/** The page of faults: what is in force, the scenarios, and the policies. All of it works without a script. */
export function faultPageRoutes(app: FastifyInstance, world: World): void {
  app.get("/faults", (request, reply) => {
    const { lang, saved } = pageQuery.parse(request.query);
    if (lang !== undefined) keepLanguage(reply, languageOf(request));
    return sendFaults(
      world,
      request,
      reply,
      saved === undefined ? undefined : (say) => html`<p class="notice" role="status">${say("saved")}</p>`,
    );
  });

  app.post("/faults/start", (request, reply) => {
    const { scenario, outTradeNo } = startBody.parse(request.body);
    if (isScenarioName(scenario)) world.scenarios.start(scenario, outTradeNo === "" ? {} : { outTradeNo });
    return reply.redirect("/faults", 303);
  });

  app.post("/faults/end", (request, reply) => {
    const { scenario = "", fault, all } = endBody.parse(request.body);
    if (isScenarioName(scenario)) endScenario(world, scenario);
    if (fault !== undefined) endFault(world, fault);
    if (all !== undefined) endAll(world);
    return reply.redirect("/faults", 303);
  });

  app.post("/faults/rules", (request, reply) => {
    const { ledger } = world.book;
    try {
      const change = readRules(rulesBody.parse(request.body), ledger.rules, world.clock.now());
      world.book.record({ entry: "rules", rules: changedRules(ledger.rules, change) });
      return reply.redirect("/faults?saved=1#rules", 303);
    } catch (cause) {
      if (!(cause instanceof ZodError)) throw cause;
      const why = sentenceOf(cause);
      return sendFaults(world, request, reply.code(400), (say) => html`<p class="warning" role="alert">${say("refused", { why })}</p>`);
    }
  });
}

function sendFaults(world: World, request: FastifyRequest, reply: FastifyReply, aboutRules?: (say: Say) => Html): FastifyReply {
  const language = languageOf(request);
  const say = sayIn(language);
  const running = world.scenarios.running();
  const content = html`<header><h1>${say("title")}</h1><p>${say("intro")}</p>
<nav class="foot" aria-label="${say("places")}"><a href="/faults">${say("reload")}</a><a href="/">${say("manual")}</a><a href="/phone">${say("phone")}</a>
${LANGUAGES.map((other) => html`<a href="/faults?lang=${other}" lang="${other}" hreflang="${other}"${other === language && html` aria-current="true"`}>${LANGUAGE_NAMES[other]}</a>`)}</nav></header>
<main>
<section><h2>${say("inForceTitle")}</h2>${inForceView(say, running, world.faults.list())}</section>
<section><h2>${say("scenariosTitle")}</h2><p>${say("scenariosText")}</p>${scenariosView(say, language, new Set(running.map(({ name }) => name)))}</section>
<section id="rules"><h2>${say("rulesTitle")}</h2><p>${say("rulesText")}</p>${aboutRules?.(say)}${rulesView(say, language, world.book.ledger.rules)}</section>
<section><h2>${say("strikesTitle")}</h2>${strikesView(say, world.book.ledger.faults.slice(-STRIKES_SHOWN).toReversed())}</section>
</main>`;
  return sendPage(reply, { language, title: say("title"), look: "manual", content }, reply.statusCode);
}
