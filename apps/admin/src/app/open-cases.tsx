import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { trpc } from "../lib/trpc.ts";

/** The line announces what happens to orders; asking now and then covers for the rest. */
const ASK_EVERY_MS = 30_000;

/** How many cases wait for a decision, 100 at most; 0 until it is known. */
export function useOpenCases(): number {
  const page = useQuery(trpc.cases.list.queryOptions({ is: "open", limit: 1 }, { refetchInterval: ASK_EVERY_MS }));
  return page.data?.open ?? 0;
}

/** The count beside a place's name; nothing when nothing waits. */
export function OpenCasesMark() {
  const t = useTranslations("shell");
  const count = useOpenCases();
  if (count === 0) return null;
  return (
    <span className="tb-waiting">
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="tb-hidden">{t("casesToDecide", { count })}</span>
    </span>
  );
}
