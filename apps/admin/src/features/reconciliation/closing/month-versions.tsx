import type { MonthCloseView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../../components/cells.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { Card } from "../../../components/page.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { TimeText } from "../../../components/time-text.tsx";

/** Every sealed version of a month. */
export function MonthVersions({ closes }: { closes: readonly MonthCloseView[] }) {
  const t = useTranslations("closing");
  return closes.map((close) => (
    <Card key={close.version} title={t("versionOf", { version: close.version })}>
      <Facts>
        <Fact name={t("facts.maker")}>
          <PersonName actor={close.maker} />
        </Fact>
        <Fact name={t("facts.checker")}>
          <PersonName actor={close.checker} /> · <TimeText at={close.closedAt} style="short" />
        </Fact>
        <Fact name={t("facts.days")}>{close.days.length}</Fact>
        {close.balances.map(({ currency, closing }) => (
          <Fact key={currency} name={t("facts.balance")}>
            <MoneyText value={{ amount: closing, currency }} />
          </Fact>
        ))}
        <Fact name={t("facts.digest")}>
          <span className="tb-id tb-digest">{close.digest}</span>
        </Fact>
      </Facts>
    </Card>
  ));
}
