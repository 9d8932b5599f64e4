import type { EntryOf } from "../book/index.ts";
import type { FaultInForce } from "../faults/index.ts";
import { type Html, html, type Language } from "../page/index.ts";
import { lineOf, type Running, SCENARIOS, type ScenarioName, scenarioNames } from "../scenarios/index.ts";
import { toWireTime } from "../wire/index.ts";
import type { Say } from "./texts/index.ts";

const GROUPS = ["notifications", "answers", "payments", "refunds", "clock"] as const;

/** What is in force: scenarios as one, scripts of other origin one by one. Each can be ended here. */
export function inForceView(say: Say, running: readonly Running[], scripts: readonly FaultInForce[]): Html {
  const own = scripts.filter((script) => script.scenario === undefined);
  if (running.length + own.length === 0) return html`<p class="empty card">${say("inForceEmpty")}</p>`;
  return html`<form method="post" action="/faults/end"><ul class="card">
${running.map((scenario) => endCell(say, { field: "scenario", ...shownRunning(say, scenario) }))}
${own.map((script) => endCell(say, { field: "fault", ...shownScript(say, script) }))}
</ul><p class="row"><button class="button danger small" name="all" value="yes">${say("endAll")}</button></p></form>`;
}

type Shown = { readonly value: string; readonly title: string; readonly note: string };

function shownRunning(say: Say, { name, order, faults }: Running): Shown {
  const whose = order !== undefined ? say("oneOrder", { order }) : say(SCENARIOS[name].scope === "all" ? "anyOrder" : "nextOrder");
  return { value: name, title: name, note: `${whose} · ${counted(say, faults)}` };
}

function shownScript(say: Say, script: FaultInForce): Shown {
  const { id, match, action } = script;
  const whose = match.outTradeNo === undefined ? say("anyOrder") : say("oneOrder", { order: match.outTradeNo });
  return { value: id, title: `${match.operation} ${JSON.stringify(action)}`, note: `${id} · ${whose} · ${counted(say, [script])}` };
}

function counted(say: Say, faults: readonly FaultInForce[]): string {
  const struck = faults.reduce((sum, fault) => sum + fault.struck, 0);
  const met = faults.reduce((sum, fault) => sum + fault.met, 0);
  return say("struck", { struck, met });
}

function endCell(say: Say, { field, value, title, note }: Shown & { readonly field: string }): Html {
  return html`<li class="cell"><span class="cell-main"><code>${title}</code><span class="cell-note">${note}</span></span>
<button class="button danger small" name="${field}" value="${value}" aria-label="${say("endNamed", { name: title })}">${say("end")}</button></li>`;
}

/** The scenarios by group, each with its one line and a button. */
export function scenariosView(say: Say, language: Language, running: ReadonlySet<ScenarioName>): Html {
  return html`<form method="post" action="/faults/start">
<label class="field card">${say("orderLabel")}<input name="outTradeNo" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="128"></label>
${GROUPS.map(
  (group) =>
    html`<h3 class="group-title">${say(group)}</h3><ul class="card">${scenarioNames()
      .filter((name) => SCENARIOS[name].group === group)
      .map((name) => scenarioCell(say, language, { name, isRunning: running.has(name) }))}</ul>`,
)}</form>`;
}

function scenarioCell(
  say: Say,
  language: Language,
  { name, isRunning }: { readonly name: ScenarioName; readonly isRunning: boolean },
): Html {
  return html`<li class="cell" id="${name}"><span class="cell-main"><code>${name}</code>${isRunning && html` <strong class="badge">${say("running")}</strong>`}
<span class="cell-note">${lineOf(name, language)}</span></span>
<button class="button small" name="scenario" value="${name}" aria-label="${say("startNamed", { name })}">${say("start")}</button></li>`;
}

/** The latest faults that struck, newest first. */
export function strikesView(say: Say, strikes: readonly EntryOf<"fault">[]): Html {
  if (strikes.length === 0) return html`<p class="empty card">${say("strikesEmpty")}</p>`;
  return html`<ul class="card">${strikes.map(
    ({ at, script, scenario, operation, outTradeNo, action }) => html`<li class="cell"><span class="cell-main">
<code>${operation} ${outTradeNo}</code><span class="cell-note">${toWireTime(at)} (UTC+8) · ${scenario ?? script} · ${JSON.stringify(action)}</span></span></li>`,
  )}</ul>`;
}
