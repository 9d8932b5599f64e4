import { Link } from "@tanstack/react-router";
import type { OrderDetail } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { Notice } from "../../components/notice.tsx";
import { ChoicesOf } from "../../features/cases/index.ts";

/** The case about an order's money that waits for somebody's decision. */
export function openCaseOf(order: OrderDetail): OrderDetail["cases"][number] | undefined {
  return order.cases.find(({ closedAt, kind }) => closedAt === null && kind !== "quarantined");
}

/** What may be done about it. */
export function OpenCase({ order }: { order: OrderDetail }) {
  const open = openCaseOf(order);
  return open === undefined ? null : <ChoicesOf caseId={open.id} />;
}

/** A notification about an order that does not fit; it is looked at on a page of its own. */
export function QuarantinedNews({ order }: { order: OrderDetail }) {
  const t = useTranslations("outcome");
  const open = order.cases.find(({ closedAt, kind }) => closedAt === null && kind === "quarantined");
  if (open === undefined) return null;
  return (
    <Notice tone="warn">
      <p>{t("quarantined")}</p>
      <Link to="/cases/$caseId" params={{ caseId: open.id }}>
        {t("look")}
      </Link>
    </Notice>
  );
}
