import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { trpc } from "../../lib/trpc.ts";
import "./lights.css";

/** News of orders refresh it at once; this is for what happens without any. */
const AGAIN_AFTER_MS = 30_000;

/** A small mark with how many lights are red. Nothing on a good day. */
export function HealthMark() {
  const t = useTranslations("health");
  const mark = useQuery(trpc.health.mark.queryOptions(undefined, { refetchInterval: AGAIN_AFTER_MS }));
  const red = mark.data?.red ?? 0;
  if (red === 0) return null;
  return (
    <span className="tb-mark">
      <span aria-hidden="true">{red}</span>
      <span className="tb-hidden">{t("mark", { red })}</span>
    </span>
  );
}
