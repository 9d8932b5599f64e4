import type { Rules } from "../book/index.ts";
import { type Html, html, type Language } from "../page/index.ts";
import { fieldOf, NOTHING, RULE_GROUPS, type RuleName } from "./rule-fields.ts";
import { ruleLabel, type Say } from "./texts/index.ts";

// A field of type time would be shown with twelve hours where the browser's language has them.
const TIME_OF_DAY = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?";

/** The policies as one form. */
export function rulesView(say: Say, language: Language, rules: Rules): Html {
  return html`<form method="post" action="/faults/rules">${RULE_GROUPS.map(
    (group) =>
      html`<fieldset><legend class="group-title">${say(group.title)}</legend><div class="card">${group.names.map(
        (name) => html`<label class="cell"><span class="cell-main">${ruleLabel(name, language)}</span>${control(say, name, rules)}</label>`,
      )}</div></fieldset>`,
  )}<p class="row"><button class="button main">${say("save")}</button></p></form>`;
}

function control(say: Say, name: RuleName, rules: Rules): Html {
  const field = fieldOf(name);
  const value = rules[name];
  switch (field.kind) {
    case "switch":
      return html`<input type="checkbox" class="switch" name="${name}" value="on"${value === true && html` checked`}>`;
    case "since":
      return html`<input type="checkbox" class="switch" name="${name}" value="on"${value !== null && html` checked`}>`;
    case "choice":
      return html`<select name="${name}">${field.options.map(
        (option) => html`<option value="${option}"${option === (value ?? NOTHING) && html` selected`}>${wordOf(say, option)}</option>`,
      )}</select>`;
    case "number":
      return html`<input type="number" name="${name}" min="0" max="100000" value="${String(value ?? NOTHING)}">`;
    case "time":
      return html`<input type="text" name="${name}" required pattern="${TIME_OF_DAY}" maxlength="8" value="${String(value)}">`;
    case "code":
      return html`<input type="text" name="${name}" required pattern="[0-9]{4}" inputmode="numeric" maxlength="4" value="${String(value)}">`;
  }
}

function wordOf(say: Say, option: string): string {
  if (option === NOTHING) return say("none");
  return option === "both" ? say("both") : option;
}
