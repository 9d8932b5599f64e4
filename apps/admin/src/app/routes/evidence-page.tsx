import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { EvidenceView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { buttonClass } from "../../components/button.tsx";
import { Failed, Skeleton } from "../../components/faces.tsx";
import { Notice } from "../../components/notice.tsx";
import { BackMark, Card, Page } from "../../components/page.tsx";
import { EvidenceDownloads, EvidenceSheet, SupportLetter } from "../../features/evidence/index.ts";
import { trpc } from "../../lib/trpc.ts";

const route = getRouteApi("/desk/evidence/$paymentId");

/** Everything about one payment that may leave the house, with a letter to QFPay's support. */
export function EvidencePage() {
  const t = useTranslations("evidence");
  const { paymentId } = route.useParams();
  const evidence = useQuery(trpc.evidence.ofPayment.queryOptions({ paymentId }));
  return (
    <Page
      title={t("title", { number: evidence.data?.payment.outTradeNo ?? "" })}
      back={
        evidence.data && (
          <Link to="/orders/$orderId" params={{ orderId: evidence.data.order.id }} className={buttonClass("plain")}>
            <BackMark />
            {t("toOrder", { number: evidence.data.order.number })}
          </Link>
        )
      }
      actions={evidence.data && <EvidenceDownloads evidence={evidence.data} />}
    >
      {evidence.isPending && <Skeleton rows={8} />}
      {evidence.isError && <Failed error={evidence.error} onRetry={() => void evidence.refetch()} />}
      {evidence.data && <Filled evidence={evidence.data} />}
    </Page>
  );
}

function Filled({ evidence }: { evidence: EvidenceView }) {
  const t = useTranslations("evidence");
  return (
    <>
      <Notice tone="info">{t("safe")}</Notice>
      <Card title={t("letter")} note={t("letterNote")}>
        <SupportLetter evidence={evidence} />
      </Card>
      <EvidenceSheet evidence={evidence} />
    </>
  );
}
