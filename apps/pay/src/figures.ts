import { formatForPeople, type Money } from "@tillbook/domain/money";
import { type Html, html } from "./html.ts";
import type { Lang } from "./language.ts";

type Clock = { readonly date: Intl.DateTimeFormat; readonly time: Intl.DateTimeFormat };

/** Hong Kong's conventions, where US and Hong Kong dollars are told apart in every language. */
const LOCALES = { en: "en-HK", "zh-Hant": "zh-Hant-HK", "zh-Hans": "zh-Hans-CN" } as const satisfies Record<Lang, string>;

const CLOCKS = {
  en: clockFor("en"),
  "zh-Hant": clockFor("zh-Hant"),
  "zh-Hans": clockFor("zh-Hans"),
} as const satisfies Record<Lang, Clock>;

/** An amount with its currency, as text. */
export function amountText(amount: Money, lang: Lang): string {
  return formatForPeople(amount, LOCALES[lang]);
}

/** An instant as date and time to the second at UTC+8, with the zone written. */
export function timeText(at: Date, lang: Lang): string {
  const { date, time } = CLOCKS[lang];
  return `${date.format(at)} ${time.format(at)} (UTC+8)`;
}

/** {@link timeText} as a `<time>` that machines can read too. */
export function timeMarkup(at: Date, lang: Lang): Html {
  return html`<time datetime="${at.toISOString()}">${timeText(at, lang)}</time>`;
}

/** Date and time apart: together, 24 hours in `zh-Hant-HK` would turn 2026年3月10日 into 10/3/2026. */
function clockFor(lang: Lang): Clock {
  const timeZone = "Asia/Hong_Kong";
  return {
    date: new Intl.DateTimeFormat(LOCALES[lang], { dateStyle: "medium", timeZone }),
    time: new Intl.DateTimeFormat(LOCALES[lang], { timeStyle: "medium", hourCycle: "h23", timeZone }),
  };
}
