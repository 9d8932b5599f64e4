import type { Argument } from "@tillbook/domain/reconciliation";
import { useTranslations } from "use-intl";

/** What speaks for another outcome, or would bring it about, one sentence each. */
export function Arguments({ list }: { list: readonly Argument[] }) {
  const t = useTranslations("reconcile");
  if (list.length === 0) return null;
  return (
    <div>
      <h3 className="tb-note">{t("argumentsTitle")}</h3>
      <ul className="tb-arguments">
        {list.map((each) => (
          <li key={`${each.code}${JSON.stringify(each.params)}`}>{t(`arguments.${each.code}`, each.params)}</li>
        ))}
      </ul>
    </div>
  );
}
