import type { ResolutionView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { AskWhy } from "../../../components/ask-why.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { approve, type BreakDeeds, reject, type Said, withdraw } from "./use-break-deeds.ts";
import type { Deciding } from "./waiting-card.tsx";

type DecideProps = {
  resolutions: readonly ResolutionView[];
  deciding: Deciding;
  deeds: BreakDeeds;
  onClose: () => void;
  onDone: (said: Said) => void;
};

/** A second person's yes or no to some proposals, or the maker's second thought, after every item was shown. */
export function DecideDialog({ resolutions, deciding, deeds, onClose, onDone }: DecideProps) {
  const t = useTranslations("breaks");
  const [first] = resolutions;
  const send = (note: string) => {
    if (!first) return;
    const deed = deciding === "APPROVE" ? approve(resolutions, note) : deciding === "REJECT" ? reject(resolutions, note) : withdraw(first);
    deeds.mutate(deed, { onSuccess: onDone });
  };
  return (
    <AskWhy
      title={t(`decide.${deciding}.title`, { count: resolutions.length })}
      word={t(`decide.${deciding}.word`)}
      look={deciding === "APPROVE" ? "primary" : "warn"}
      label={t(`decide.${deciding}.label`)}
      isNeeded={deciding === "REJECT"}
      isBusy={deeds.isPending}
      error={deeds.error}
      onClose={onClose}
      onSend={send}
    >
      <ProposalList resolutions={resolutions} />
    </AskWhy>
  );
}

/** Every proposal in a line of its own, with what it posts. */
export function ProposalList({ resolutions }: { resolutions: readonly ResolutionView[] }) {
  const t = useTranslations("breaks");
  const accounts = useTranslations("ledgerAccounts");
  return (
    <ul className="tb-items" aria-label={t("items", { count: resolutions.length })}>
      {resolutions.map((each) => (
        <li key={each.id}>
          <p className="tb-two-lines">
            <strong>{t(`actions.${each.action}.word`)}</strong>
            {each.difference !== null && each.currency !== null && (
              <MoneyText value={{ amount: each.difference, currency: each.currency }} />
            )}
          </p>
          <p className="tb-note">{each.reason}</p>
          {each.posts.map((entry) => (
            <p key={`${entry.debit} ${entry.credit}`} className="tb-note">
              {t("facts.posting", { debit: accounts(entry.debit), credit: accounts(entry.credit) })}{" "}
              <MoneyText value={{ amount: entry.amount, currency: entry.currency }} />
            </p>
          ))}
          {each.action === "WRITE_OFF" && each.posts.length === 0 && <p className="tb-note">{t("facts.postsNothing")}</p>}
        </li>
      ))}
    </ul>
  );
}
