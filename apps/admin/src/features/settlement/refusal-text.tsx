import type { QuarantineReason, RefusalHint, RefusalReason } from "@tillbook/domain/settlement";
import { useMessages, useTranslations } from "use-intl";
import { isKeyOf } from "../../lib/key-of.ts";

type RefusalProps = { reason: QuarantineReason | RefusalReason | null; hint: RefusalHint | null; params: Readonly<Record<string, string>> };

/** Why a file is held back, and what it looks like instead, each with what to do. */
export function RefusalText({ reason, hint, params }: RefusalProps) {
  const t = useTranslations("statements");
  const { reasons, hints } = useMessages().statements;
  return (
    <>
      {reason !== null && isKeyOf(reasons, reason) && <p>{t(`reasons.${reason}`, params)}</p>}
      {hint !== null && isKeyOf(hints, hint) && <p>{t(`hints.${hint}`, { columns: "", limit: "", tables: "", ...params })}</p>}
    </>
  );
}
