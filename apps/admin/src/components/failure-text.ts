import { useLocale, useMessages, useTranslations } from "use-intl";
import { failureOf } from "../lib/failure.ts";
import { isKeyOf } from "../lib/key-of.ts";
import { dayWords } from "./time-text.tsx";

/** How a failed call is said: a sentence that tells what to do next. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations("failures");
  const fault = useFaultText();
  return (error) => {
    const { code, fields } = failureOf(error);
    const first = fields[0];
    const isOfField = code === "invalid_input" || code === "day_closed";
    return isOfField && first !== undefined ? fault(first.field, first.fault, first.params) : t(code);
  };
}

type Params = Readonly<Record<string, string>>;

/** How one field's fault is said, with the days and counts that it names; a fault without a sentence of its own gets the general one. */
export function useFaultText(): (field: string, fault: string, params?: Params) => string {
  const t = useTranslations("faults");
  const { faults } = useMessages();
  const locale = useLocale();
  return (field, fault, params = {}) => {
    const own = `${field}_${fault}`;
    const said = params.day === undefined ? params : { ...params, day: dayWords(params.day, locale) };
    if (isKeyOf(faults, own)) return t(own, said);
    return isKeyOf(faults, fault) ? t(fault, said) : t("unknown", { field });
  };
}

/** The faults of a failed call by field name, said in words; empty for everything but refused input. */
export function useFieldFaults(error: unknown): Readonly<Record<string, string>> {
  const fault = useFaultText();
  return Object.fromEntries(failureOf(error).fields.map((each) => [each.field, fault(each.field, each.fault, each.params)]));
}
