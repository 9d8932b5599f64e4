import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Page } from "../../components/page.tsx";
import { CollectForm } from "../../features/orders/index.ts";
import { useSession } from "../../lib/session.ts";
import { trpc } from "../../lib/trpc.ts";

export function CollectPage() {
  const t = useTranslations("collect");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { account } = useSession();
  return (
    <Page title={t("title")} width="narrow">
      <CollectForm
        currencies={account.currencies}
        onCreated={(order) => {
          cache.setQueryData(trpc.orders.byId.queryKey({ orderId: order.id }), order);
          void navigate({ to: "/collect/$orderId", params: { orderId: order.id } });
        }}
      />
    </Page>
  );
}
