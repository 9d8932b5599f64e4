import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ApprovalView } from "@tillbook/api/views";
import { useLocale, useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { Card } from "../../components/page.tsx";
import { PersonName } from "../../components/person-name.tsx";
import { dayWords, monthWords, TimeText } from "../../components/time-text.tsx";
import { WaitingList } from "../../features/reconciliation/breaks/index.ts";
import { trpc } from "../../lib/trpc.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";

/** Everything that one person asked for and a second one decides: files, days and months where they are shown, breaks right here. */
export function ApprovalsPage() {
  const t = useTranslations("approvals");
  const waiting = useQuery(trpc.approvals.waiting.queryOptions(undefined, { refetchInterval: 15_000 }));
  const others = waiting.data?.filter(({ kind }) => kind !== "resolution") ?? [];
  return (
    <ReconcileFrame title={t("title")}>
      <p className="tb-note tb-page__note">{t("note")}</p>
      {waiting.isPending && <Skeleton rows={4} />}
      {waiting.isError && <Failed error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.data?.length === 0 && <Empty title={t("empty")} note={t("emptyNote")} />}
      {others.map((approval) => (
        <OneApproval key={approval.id} approval={approval} />
      ))}
      {waiting.data?.some(({ kind }) => kind === "resolution") && <WaitingList />}
    </ReconcileFrame>
  );
}

function OneApproval({ approval }: { approval: ApprovalView }) {
  const t = useTranslations("approvals");
  const locale = useLocale();
  const sets = useTranslations("rules.sets");
  const { kind, title, reason, maker, madeAt, isOwn } = approval;
  const about = kind === "rules" ? sets(title === "refunds" ? "refunds" : "settlement") : aboutWords(kind, title, locale);
  return (
    <Card title={t(`kinds.${kind}`, { about })}>
      <p className="tb-note">
        <PersonName actor={maker} /> · <TimeText at={madeAt} style="short" />
      </p>
      {reason !== "" && <p>{reason}</p>}
      <div className="tb-links">
        <WhereDecided approval={approval} word={isOwn ? t("lookOwn") : t("look")} />
      </div>
    </Card>
  );
}

function aboutWords(kind: ApprovalView["kind"], title: string, locale: string): string {
  if (kind === "close" || kind === "reopen") return dayWords(title, locale);
  return kind.endsWith("month") ? monthWords(title, locale) : title;
}

function WhereDecided({ approval: { kind, subject }, word }: { approval: ApprovalView; word: string }) {
  const look = buttonClass("default", "small");
  switch (kind) {
    case "supersede":
    case "release":
    case "reject":
      return (
        <Link to="/reconcile/statements/$fileId" params={{ fileId: subject }} className={look}>
          {word}
        </Link>
      );
    case "close":
    case "reopen":
    case "no_activity":
      return (
        <Link to="/reconcile/$day/close" params={{ day: subject }} className={look}>
          {word}
        </Link>
      );
    case "close_month":
    case "reopen_month":
      return (
        <Link to="/reconcile/months/$month" params={{ month: subject }} className={look}>
          {word}
        </Link>
      );
    case "rules":
      return (
        <Link to="/reconcile/rules" search={{ set: subject === "refunds" ? "refunds" : "settlement" }} className={look}>
          {word}
        </Link>
      );
    case "resolution":
      return null;
  }
}
