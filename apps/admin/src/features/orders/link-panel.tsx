import type { OrderDetail } from "@tillbook/api/views";
import { Share2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { QrPicture } from "../../components/qr-picture.tsx";
import "./link-panel.css";

/** Our link of an order: to copy, to send on, and as a QR of the link itself, which may be kept as a picture. */
export function LinkPanel({ order }: { order: OrderDetail }) {
  const t = useTranslations("link");
  const canShare = "share" in navigator;
  return (
    <div className="tb-link">
      <QrPicture svg={order.linkQrSvg} label={t("qrLabel")} />
      <p className="tb-note">{t("qrNote")}</p>
      <p className="tb-link__url tb-id">{order.linkUrl}</p>
      <div className="tb-buttons">
        <CopyButton text={order.linkUrl} label={t("copy")} look="primary" />
        {canShare && (
          <Button onPress={() => void share(order.linkUrl, t("shareTitle"))}>
            <Share2 size={18} aria-hidden="true" />
            {t("share")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Closing the share sheet without choosing rejects the promise; that is no failure. */
async function share(url: string, title: string): Promise<void> {
  try {
    await navigator.share({ url, title });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
  }
}
