import type { ResolutionView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../../components/cells.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { DayText, TimeText } from "../../../components/time-text.tsx";

/** Who asked for what, why, and exactly what its approval posts. */
export function ResolutionFacts({ resolution }: { resolution: ResolutionView }) {
  const t = useTranslations("breaks.facts");
  const accounts = useTranslations("ledgerAccounts");
  const { difference, currency } = resolution;
  return (
    <Facts>
      <Fact name={t("maker")}>
        <PersonName actor={resolution.maker} /> · <TimeText at={resolution.madeAt} style="short" />
      </Fact>
      <Fact name={t("reason")}>{resolution.reason}</Fact>
      {difference !== null && currency !== null && (
        <Fact name={t("difference")}>
          <MoneyText value={{ amount: difference, currency }} />
        </Fact>
      )}
      {resolution.ticket !== null && <Fact name={t("ticket")}>{resolution.ticket}</Fact>}
      {resolution.until !== null && (
        <Fact name={t("until")}>
          <DayText day={resolution.until} />
        </Fact>
      )}
      {resolution.owner !== null && <Fact name={t("owner")}>{resolution.owner}</Fact>}
      {resolution.syssns.length > 0 && <Fact name="syssn">{resolution.syssns.join(", ")}</Fact>}
      {resolution.evidence.length > 0 && <Fact name={t("evidence")}>{resolution.evidence.join(" · ")}</Fact>}
      {resolution.files.length > 0 && (
        <Fact name={t("files")}>
          {resolution.files.map(({ id, name }) => (
            <a key={id} className="tb-files__link" href={`/api/evidence/${id}`} download={name}>
              {name}
            </a>
          ))}
        </Fact>
      )}
      {resolution.posts.map((entry) => (
        <Fact key={`${entry.debit} ${entry.credit} ${entry.amount}`} name={t("posts")}>
          {t("posting", { debit: accounts(entry.debit), credit: accounts(entry.credit) })}{" "}
          <MoneyText value={{ amount: entry.amount, currency: entry.currency }} />
        </Fact>
      ))}
      {resolution.action === "WRITE_OFF" && resolution.posts.length === 0 && <Fact name={t("posts")}>{t("postsNothing")}</Fact>}
      {resolution.decidedBy !== null && resolution.decidedAt !== null && resolution.needsChecker && (
        <Fact name={t("decided")}>
          <PersonName actor={resolution.decidedBy} /> · <TimeText at={resolution.decidedAt} style="short" />
        </Fact>
      )}
      {resolution.note !== null && <Fact name={t("note")}>{resolution.note}</Fact>}
    </Facts>
  );
}
