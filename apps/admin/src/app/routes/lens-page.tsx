import { getRouteApi, Link } from "@tanstack/react-router";
import { may } from "@tillbook/domain/staff";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { LensView } from "../../features/reconciliation/lens/index.ts";
import { dayAfter, today } from "../../lib/day.ts";
import { useNow } from "../../lib/now.ts";
import { LENS_ROWS, type LensSearch } from "../../lib/search-params.ts";
import { useSession } from "../../lib/session.ts";
import { ReconcileFrame } from "./reconcile-frame.tsx";

const A_WEEK = 7;
const A_MINUTE_MS = 60_000;
const route = getRouteApi("/desk/reconcile/boundary");

/** The boundary between days: which clock put money where, and what another cut-off would move. Nothing here writes anything. */
export function LensPage() {
  const t = useTranslations("lens");
  const navigate = route.useNavigate();
  const { role } = useSession();
  const search = route.useSearch();
  const now = today(useNow(A_MINUTE_MS));
  const { first = dayAfter(now, -A_WEEK), last = now, cutoff, only = "moving" } = search;
  const change = useCallback(
    (next: LensSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const move = useCallback((to: string) => change({ cutoff: to }), [change]);
  return (
    <ReconcileFrame
      title={t("title")}
      actions={
        cutoff !== undefined &&
        may(role, "reconcile") && (
          <Link
            to="/reconcile/rules"
            search={{ first, last, rules: JSON.stringify({ cutoff }) }}
            className={buttonClass("default", "small")}
          >
            {t("toRules")}
          </Link>
        )
      }
    >
      <p className="tb-note tb-page__note">{t("note")}</p>
      <div className="tb-filters">
        <TextField type="date" label={t("first")} value={first} onChange={(day) => change({ first: day === "" ? undefined : day })} />
        <TextField type="date" label={t("last")} value={last} onChange={(day) => change({ last: day === "" ? undefined : day })} />
        <div className="tb-filters__states" role="group" aria-label={t("which")}>
          {LENS_ROWS.map((each) => (
            <button key={each} type="button" className="tb-chip" aria-pressed={only === each} onClick={() => change({ only: each })}>
              {t(`only.${each}`)}
            </button>
          ))}
        </div>
      </div>
      {first > last ? <Notice tone="warn">{t("swapped")}</Notice> : <LensView wish={{ first, last, cutoff, only }} onCutoff={move} />}
    </ReconcileFrame>
  );
}
