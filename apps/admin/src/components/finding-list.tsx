import type { FindingView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import "./finding-list.css";

/** What was found about a delivery, a sentence each. Nothing when there was nothing to find. */
export function FindingList({ findings }: { findings: readonly FindingView[] }) {
  const t = useTranslations("findings");
  if (findings.length === 0) return null;
  return (
    <ul className="tb-findings">
      {findings.map(({ code, value }) => (
        <li key={`${code} ${value}`}>{t(code, { value: value === "" ? "–" : value })}</li>
      ))}
    </ul>
  );
}
