import { useTranslations } from "use-intl";
import { Button } from "../../../components/button.tsx";
import "../../../components/data-table.css";
import { Empty, Failed, Skeleton } from "../../../components/faces.tsx";
import { Card } from "../../../components/page.tsx";
import { CutoffSlider } from "./cutoff-slider.tsx";
import { DayShifts } from "./day-shifts.tsx";
import { FourClocks } from "./four-clocks.tsx";
import "./lens.css";
import { type LensWish, useLens } from "./use-lens.ts";

type LensProps = { wish: LensWish; onCutoff: (cutoff: string) => void };

/** Days through another cut-off: what each would gain and lose, and the transactions with their four clocks. */
export function LensView({ wish, onCutoff }: LensProps) {
  const t = useTranslations("lens");
  const lens = useLens(wish);
  if (lens.isPending) return <Skeleton rows={6} />;
  if (lens.isError) return <Failed error={lens.error} onRetry={() => void lens.refetch()} />;
  const [first] = lens.data.pages;
  if (!first) return null;
  const rows = lens.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <Card>
        <CutoffSlider cutoff={first.other} inForce={first.cutoff} onChange={onCutoff} />
        <p className="tb-note">{t("band", { minutes: first.windowMinutes })}</p>
      </Card>
      <Card title={t("days")}>{first.days.length === 0 ? <p>{t("noDays")}</p> : <DayShifts days={first.days} />}</Card>
      {rows.length === 0 ? <Empty title={t(`none.${wish.only}`)} /> : <FourClocks rows={rows} />}
      {lens.hasNextPage && (
        <Button className="tb-btn-wide" isBusy={lens.isFetchingNextPage} onPress={() => void lens.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
