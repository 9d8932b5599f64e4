import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Page } from "../../components/page.tsx";
import { trpc } from "../../lib/trpc.ts";
import "../../features/orders/order-filters.css";
import "./developers-frame.css";

const PARTS = [
  { to: "/reconcile", word: "days" },
  { to: "/reconcile/breaks", word: "breaks" },
  { to: "/reconcile/payouts", word: "payouts" },
  { to: "/reconcile/approvals", word: "approvals" },
  { to: "/reconcile/statements", word: "statements" },
  { to: "/reconcile/reports", word: "reports" },
  { to: "/reconcile/boundary", word: "lens" },
  { to: "/reconcile/rules", word: "rules" },
] as const;

/** What several people work at: counts are asked for now and then. */
const ASK_EVERY_MS = 30_000;

type FrameProps = { title: string; children: ReactNode; actions?: ReactNode };

/** What the pages of reconciling have in common: their names side by side, with how much waits at each. */
export function ReconcileFrame({ title, children, actions }: FrameProps) {
  const t = useTranslations("reconcileParts");
  const breaks = useQuery(trpc.reconciliation.breaks.counts.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }));
  const approvals = useQuery(trpc.approvals.waiting.queryOptions(undefined, { refetchInterval: ASK_EVERY_MS }));
  const counts: Partial<Record<(typeof PARTS)[number]["word"], number>> = {
    ...(breaks.data ? { breaks: breaks.data.total } : {}),
    ...(approvals.data ? { approvals: approvals.data.length } : {}),
  };
  return (
    <Page title={title} actions={actions}>
      <nav className="tb-parts" aria-label={t("label")}>
        {PARTS.map(({ to, word }) => (
          <Link
            key={to}
            to={to}
            className="tb-chip"
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ "aria-current": "page" }}
          >
            {t(word)}
            {(counts[word] ?? 0) > 0 && <span className="tb-count tb-number">{counts[word]}</span>}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
