import { useLocale, useMessages, useTranslations } from "use-intl";
import { z } from "zod";
import { isKeyOf } from "../../../lib/key-of.ts";
import { textOf } from "./field-text.ts";
import { RULE_FIELDS, type Shape, type TermName } from "./rule-fields.ts";

const row = z.record(z.string(), z.unknown()).catch({});
const rows = z.array(row).catch([]);
/** What a rule is in words: one text, or a list of which each item is one. */
export type RuleWords = string | readonly string[];

/** How rules are called and what they are, in words. */
export function useRuleWords() {
  const t = useTranslations("rules");
  const ledger = useTranslations("ledgerAccounts");
  const { ledgerAccounts, rules } = useMessages();
  const locale = useLocale();
  const weekday = (day: string): string => weekdayWords(day, locale);

  const ofShape = (shape: Shape, value: unknown): RuleWords => {
    if (Array.isArray(value)) return shape.kind === "weekdays" ? value.map((day) => weekday(String(day))) : value.map(String);
    if (value === null || value === undefined || value === "") return t("none");
    const text = typeof value === "string" ? value : JSON.stringify(value);
    switch (shape.kind) {
      case "yesNo":
        return t(value === true ? "yes" : "no");
      case "choice":
        return choice(shape, text);
      case "cutoff":
        return text.replace(/:00$/, "");
      case "whole":
        return shape.unit && shape.unit !== "minor" ? t(`units.${shape.unit}`, { count: Number(text) }) : text;
      case "amount":
      case "rate":
      case "time":
      case "day":
      case "text":
      case "currency":
      case "weekdays":
      case "lines":
        return text;
    }
  };
  const choice = ({ of = "rounding" }: Shape, value: string): string => {
    const words: Readonly<Record<string, string>> = rules.choices[of];
    return words[value] ?? value;
  };
  const contract = (words: Readonly<Record<string, unknown>>): string => {
    const text = (name: string): string => textOf({ kind: "text" }, words[name]);
    const term = (name: TermName): string => String(ofShape(RULE_FIELDS[`fee.${name}`], words[name]));
    const days =
      text("validFrom") || text("validUntil") ? [t("spanned", { from: text("validFrom") || "…", until: text("validUntil") || "…" })] : [];
    const scope = [text("mchid"), text("payType"), text("currency"), ...days].filter((part) => part !== "");
    const terms = [
      term("rate"),
      ...(isNothing(words.fixedFee) ? [] : [t("fixed", { amount: text("fixedFee") })]),
      ...(isNothing(words.minFee) ? [] : [t("least", { amount: text("minFee") })]),
      ...(isNothing(words.maxFee) ? [] : [t("most", { amount: text("maxFee") })]),
      term("rounding"),
      term("basis"),
      term("refundFee"),
    ];
    return t("named", { name: scope.length > 0 ? scope.join(" · ") : t("allRows"), value: terms.join(", ") });
  };
  const valueOf = (setting: string, value: unknown): RuleWords => {
    if (isKeyOf(RULE_FIELDS, setting)) return ofShape(RULE_FIELDS[setting], value);
    if (setting === "fee") return isNothing(value) ? t("none") : contract(row.parse(value));
    if (setting === "fees") return rows.parse(value).map(contract);
    if (setting === "expectedFees") return rows.parse(value).map(({ remark, amount }) => `${String(remark)} ${String(amount)}`);
    if (setting === "ledgerAccounts")
      return Object.entries(row.parse(value)).map(([name, of]) => {
        const { code, name: called } = row.parse(of);
        return t("named", { name: isKeyOf(ledgerAccounts, name) ? ledger(name) : name, value: `${String(code)} ${String(called)}` });
      });
    if (setting === "approvalAbove" || setting === "dayBasis")
      return Object.entries(row.parse(value)).map(([name, of]) => `${name} ${String(of)}`);
    if (typeof value === "string") return value;
    return isNothing(value) ? t("none") : JSON.stringify(value);
  };
  const settingOf = (setting: string): string => {
    if (isKeyOf(RULE_FIELDS, setting)) return t(`settings.${setting}`);
    return isKeyOf(rules.whole, setting) ? t(`whole.${setting}`) : setting;
  };
  return { settingOf, valueOf, weekday };
}

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

function weekdayWords(day: string, locale: string): string {
  const at = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"].indexOf(day);
  return at < 0 ? day : new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(MONDAY + at * DAY_MS);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === "0";
}
