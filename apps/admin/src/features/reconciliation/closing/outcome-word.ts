import { useMessages, useTranslations } from "use-intl";
import { isKeyOf } from "../../../lib/key-of.ts";

/** Outcomes of certificates and documents in words: they write codes as text, since they outlive our lists of them. */
export function useOutcomeWord(): { kind: (kind: string) => string; why: (code: string) => string } {
  const t = useTranslations("reconcile");
  const kinds = useTranslations("closing.kinds");
  const { reconcile, closing } = useMessages();
  return {
    kind: (kind) => (isKeyOf(closing.kinds, kind) ? kinds(kind) : kind),
    why: (code) => {
      if (isKeyOf(reconcile.stages, code)) return t(`stages.${code}`);
      if (isKeyOf(reconcile.breaks, code)) return t(`breaks.${code}.word`);
      if (isKeyOf(reconcile.carries, code)) return t(`carries.${code}.word`);
      return isKeyOf(reconcile.ignores, code) ? t(`ignores.${code}.word`) : code;
    },
  };
}
