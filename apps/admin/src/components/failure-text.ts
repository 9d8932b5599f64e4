import { useMessages, useTranslations } from "use-intl";
import { failureOf } from "../lib/failure.ts";
import { isKeyOf } from "../lib/key-of.ts";

/** How a failed call is said: a sentence that tells what to do next. */
export function useFailureText(): (error: unknown) => string {
  const t = useTranslations("failures");
  const fault = useFaultText();
  return (error) => {
    const { code, fields } = failureOf(error);
    const first = fields[0];
    return code === "invalid_input" && first !== undefined ? fault(first.field, first.fault) : t(code);
  };
}

/** How one field's fault is said; a fault without a sentence of its own gets the general one. */
export function useFaultText(): (field: string, fault: string) => string {
  const t = useTranslations("faults");
  const { faults } = useMessages();
  return (field, fault) => {
    const own = `${field}_${fault}`;
    if (isKeyOf(faults, own)) return t(own);
    return isKeyOf(faults, fault) ? t(fault) : t("unknown", { field });
  };
}

/** The faults of a failed call by field name, said in words; empty for everything but refused input. */
export function useFieldFaults(error: unknown): Readonly<Record<string, string>> {
  const fault = useFaultText();
  return Object.fromEntries(failureOf(error).fields.map((each) => [each.field, fault(each.field, each.fault)]));
}
