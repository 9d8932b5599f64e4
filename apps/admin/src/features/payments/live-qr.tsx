import type { LiveQrView, OrderDetail } from "@tillbook/api/views";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button, Spinner } from "../../components/button.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { QrPicture } from "../../components/qr-picture.tsx";
import { moneyText } from "../../lib/money-view.ts";
import { useNow } from "../../lib/now.ts";
import { AskedPlan } from "./asked-plan.tsx";
import { clockText, secondsUntil } from "./countdown.ts";
import "./live-qr.css";
import { useFreshQr } from "./use-fresh-qr.ts";

type LiveQrProps = { order: OrderDetail; payee: string; linkInstead: ReactNode };

/** What the customer scans now, or why there is nothing to scan. Follows the server; never decides that something was paid. */
export function LiveQr({ order, payee, linkInstead }: LiveQrProps) {
  const t = useTranslations("liveQr");
  const failureText = useFailureText();
  const { refresh, isPending, error } = useFreshQr(order);
  return (
    <div className="tb-live">
      <Step live={order.live} order={order} payee={payee} isPending={isPending} refresh={refresh} linkInstead={linkInstead} />
      {error && (
        <>
          <Notice tone="bad" isNews>
            {failureText(error)}
          </Notice>
          <Button size="small" onPress={refresh} isBusy={isPending}>
            {t("tryAgain")}
          </Button>
        </>
      )}
    </div>
  );
}

type StepProps = LiveQrProps & { live: LiveQrView; isPending: boolean; refresh: () => void };

function Step({ live, order, payee, isPending, refresh, linkInstead }: StepProps) {
  const t = useTranslations("liveQr");
  switch (live.at) {
    case "preparing":
      return (
        <div className="tb-live__blank" role="status">
          <Spinner />
          {t("preparing")}
        </div>
      );
    case "payable":
      return <Payable live={live} order={order} payee={payee} linkInstead={linkInstead} />;
    case "unclear":
      return (
        <>
          <Notice tone="warn" isNews>
            <strong>{t("unclear")}</strong>
            <p>{t("unclearNote")}</p>
          </Notice>
          <AskedPlan asked={live.asked} />
          <Button onPress={refresh} isBusy={isPending}>
            {t("newQr")}
          </Button>
          <p className="tb-note">{t("newQrNote")}</p>
        </>
      );
    case "refused":
      return (
        <>
          <Notice tone="bad" isNews>
            <strong>{t("refused")}</strong>
            <p>{t("refusedWith", { code: live.respcd, message: live.message })}</p>
            <p>{t("refusedNote")}</p>
          </Notice>
          <Button look="primary" onPress={refresh} isBusy={isPending}>
            {t("tryAgain")}
          </Button>
        </>
      );
    case "over":
      return (
        <>
          <div className="tb-live__blank">{t("over")}</div>
          <Button look="primary" onPress={refresh} isBusy={isPending}>
            {t("newQr")}
          </Button>
        </>
      );
  }
}

type PayableProps = LiveQrProps & { live: Extract<LiveQrView, { at: "payable" }> };

function Payable({ live, order, payee, linkInstead }: PayableProps) {
  const t = useTranslations("liveQr");
  const locale = useLocale();
  const now = useNow(1_000);
  const [isSaving, setIsSaving] = useState(false);
  const left = secondsUntil(live.expiresAt, now);
  return (
    <>
      {/* Saving the picture is caught to explain why it would not work; nothing is taken from keyboard users. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className="tb-live__qr"
        onContextMenu={(event) => {
          event.preventDefault();
          setIsSaving(true);
        }}
      >
        <QrPicture svg={live.qrSvg} label={t("qrLabel", { amount: moneyText(order.amount, locale), payee })} />
      </div>
      <p>{t("scan")}</p>
      <p className="tb-note">
        {t("refreshes")} <span className="tb-number">{clockText(left)}</span>
      </p>
      <div className={isSaving ? "tb-live__why tb-live__why_asked" : "tb-live__why"} role="status">
        <p className="tb-note">{isSaving ? t("whyNotSaveAsked") : t("whyNotSave")}</p>
        {linkInstead}
      </div>
    </>
  );
}
