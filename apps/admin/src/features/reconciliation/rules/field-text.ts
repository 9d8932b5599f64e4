import { decimalText, parseDecimal } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { CHOICES, type Shape, WEEKDAYS } from "./rule-fields.ts";

/** Why a text is no such rule; the catalogue has a sentence for each. */
export type TextFault = "required" | "notWhole" | "notARate" | "notAnAmount" | "notATime" | "notADay" | "tooShort" | "tooLong" | "twice";
type Read = { readonly value: unknown } | { readonly fault: TextFault };

/** A rule as the form shows it; what is no such rule is empty. */
export function textOf(shape: Shape, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(shape.kind === "weekdays" ? "," : "\n");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  return shape.kind === "rate" ? value.replace(/\s*%$/, "") : value;
}

/** What a text of the form says in the words of the rules. Empty is null where there may be none. */
export function valueOf(shape: Shape, typed: string): Read {
  const text = typed.trim();
  const { kind } = shape;
  if (kind === "lines") return linesOf(shape, text);
  if (kind === "weekdays") return { value: WEEKDAYS.filter((day) => text.split(",").includes(day)) };
  if (kind === "yesNo") return { value: text === "yes" };
  if (text === "") return shape.isOptional ? { value: null } : { fault: "required" };
  switch (kind) {
    case "whole":
      return /^\d{1,9}$/.test(text) && isWithin(Number(text), shape) ? { value: Number(text) } : { fault: "notWhole" };
    case "amount":
      return amountOf(text);
    case "rate": {
      const rate = /^\d{1,3}(\.\d{1,6})?$/.test(text) ? parseDecimal(text) : null;
      return rate === null ? { fault: "notARate" } : { value: `${decimalText(rate)}%` };
    }
    case "cutoff":
      return /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) ? { value: text } : { fault: "notATime" };
    case "time":
      return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? { value: text } : { fault: "notATime" };
    case "day":
      return dayOf(text);
    case "choice": {
      const choices: readonly string[] = shape.of ? CHOICES[shape.of] : [];
      return choices.includes(text) ? { value: text } : { fault: "required" };
    }
    case "currency":
    case "text":
      return lettersOf(shape, text);
  }
}

/** Whether a text says another rule than the text of the rule in force. `0.80` says what `0.8` says. */
export function saysOther(shape: Shape, typed: string, inForce: string): boolean {
  if (typed.trim() === inForce.trim()) return false;
  return JSON.stringify(valueOf(shape, typed)) !== JSON.stringify(valueOf(shape, inForce));
}

function linesOf(shape: Shape, text: string): Read {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const read = lines.map((line) => itemOf(shape, line));
  const fault = read.find((each) => "fault" in each);
  if (fault) return fault;
  const values = read.flatMap((each) => ("value" in each ? [each.value] : []));
  return new Set(values).size < values.length ? { fault: "twice" } : { value: values };
}

function itemOf(shape: Shape, line: string): Read {
  if (shape.items === "amount") return amountOf(line);
  return shape.items === "day" ? dayOf(line) : lettersOf(shape, line);
}

function amountOf(text: string): Read {
  const amount = /^\d{1,12}(\.\d{1,6})?$/.test(text) ? parseDecimal(text) : null;
  return amount === null ? { fault: "notAnAmount" } : { value: decimalText(amount) };
}

function dayOf(text: string): Read {
  return settlementDaySchema.safeParse(text).success ? { value: text } : { fault: "notADay" };
}

function lettersOf({ range: [least, most] = [0, 500] }: Shape, text: string): Read {
  if (text.length < least) return { fault: "tooShort" };
  return text.length > most ? { fault: "tooLong" } : { value: text };
}

function isWithin(value: number, { range: [least, most] = [0, Number.MAX_SAFE_INTEGER] }: Shape): boolean {
  return value >= least && value <= most;
}
