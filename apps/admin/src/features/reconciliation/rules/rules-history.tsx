import { useTranslations } from "use-intl";
import { Card } from "../../../components/page.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { RuleChangesList } from "./rule-changes-list.tsx";
import type { AgreedView } from "./views.ts";

/** How the rules came about, newest first: who asked, who agreed, why, and what became of what. */
export function RulesHistory({ history }: { history: readonly AgreedView[] }) {
  const t = useTranslations("rules.history");
  return (
    <Card title={t("title")} note={history.length === 0 ? t("none") : t("note")}>
      {history.length > 0 && (
        <ol className="tb-rule-history">
          {history.map(({ at, maker, checker, reason, ruleVersion, changes }) => (
            <li key={`${at} ${ruleVersion}`}>
              <p className="tb-rule-history__at">
                <TimeText at={at} />
              </p>
              <p>{reason}</p>
              <p className="tb-note">
                {t("maker")} <PersonName actor={maker} /> · {t("checker")} <PersonName actor={checker} />
                {ruleVersion !== null && (
                  <>
                    {" "}
                    · {t("version")} <span className="tb-id">{ruleVersion}</span>
                  </>
                )}
              </p>
              <RuleChangesList changes={changes} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
