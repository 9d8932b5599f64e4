import type { EntryView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { StateBadge } from "../../components/state-badge.tsx";

/** Why an entry is where it is, in a few words. */
export function EntryWord({ entry }: { entry: EntryView }) {
  const t = useTranslations("reconcile");
  switch (entry.kind) {
    case "matched":
      return (
        <StateBadge tone="good" shape="tick">
          {t(`stages.${entry.stage}`)}
        </StateBadge>
      );
    case "broken":
      return (
        <>
          {entry.codes.map((code) => (
            <StateBadge key={code} tone="bad" shape="triangle">
              {t(`breaks.${code}.word`)}
            </StateBadge>
          ))}
        </>
      );
    case "carried":
      return (
        <StateBadge tone="info" shape="half">
          {t(`carries.${entry.reason}.word`)}
        </StateBadge>
      );
    case "ignored":
      return (
        <StateBadge tone="quiet" shape="ring">
          {t(`ignores.${entry.reason}.word`)}
        </StateBadge>
      );
  }
}
