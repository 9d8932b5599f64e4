import { Link } from "@tanstack/react-router";
import type { EndpointView } from "@tillbook/api/webhooks";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Drawer, Question } from "../../components/drawer.tsx";
import { useFailureText } from "../../components/failure-text.ts";
import { Notice } from "../../components/notice.tsx";
import { ShownOnce } from "../../components/shown-once.tsx";
import { ChangeEndpoint } from "./endpoint-form.tsx";
import { useEndpointDeeds } from "./use-endpoint-deeds.ts";

type Open = "change" | "rotate" | "remove";

/** Try an endpoint out, pause it, change it, give it a new secret, or take it away. `children` stand among the buttons. */
export function EndpointActions({ endpoint, children }: { endpoint: EndpointView; children: ReactNode }) {
  const t = useTranslations("webhooks");
  const failureText = useFailureText();
  const deeds = useEndpointDeeds();
  const [open, setOpen] = useState<Open | null>(null);
  const endpointId = endpoint.id;
  const isResting = endpoint.pausedAt !== null;
  const rest = isResting ? deeds.resume : deeds.pause;
  const close = () => setOpen(null);
  return (
    <>
      <div className="tb-buttons">
        <Button isBusy={deeds.sendTest.isPending} onPress={() => deeds.sendTest.mutate({ endpointId })}>
          {t("sendTest")}
        </Button>
        {children}
        <Button isBusy={rest.isPending} onPress={() => rest.mutate({ endpointId })}>
          {isResting ? t("resume") : t("pause")}
        </Button>
      </div>
      <div className="tb-buttons">
        <Button look="plain" onPress={() => setOpen("change")}>
          {t("change")}
        </Button>
        <Button look="plain" onPress={() => setOpen("rotate")}>
          {t("rotate")}
        </Button>
        <Button look="plain" onPress={() => setOpen("remove")}>
          {t("remove")}
        </Button>
      </div>
      {deeds.sendTest.data && (
        <Notice tone="info" isNews>
          {isResting ? t("testWaits") : t("testSent")}{" "}
          <Link to="/developers/deliveries/$deliveryId" params={{ deliveryId: deeds.sendTest.data.id }}>
            {t("showDelivery")}
          </Link>
        </Notice>
      )}
      {deeds.error && (
        <Notice tone="bad" isNews>
          {failureText(deeds.error)}
        </Notice>
      )}
      {open === "change" && (
        <Drawer title={t("change")} onClose={close}>
          <ChangeEndpoint endpoint={endpoint} onDone={close} />
        </Drawer>
      )}
      {open === "rotate" && <Rotate {...{ endpoint, deeds }} onBack={close} />}
      {open === "remove" && <Remove {...{ endpoint, deeds }} onBack={close} />}
    </>
  );
}

type AskProps = { endpoint: EndpointView; deeds: ReturnType<typeof useEndpointDeeds>; onBack: () => void };

function Rotate({ endpoint, deeds: { rotate }, onBack }: AskProps) {
  const t = useTranslations("webhooks");
  const done = () => {
    rotate.reset();
    onBack();
  };
  if (rotate.data) {
    return (
      <Drawer title={t("newSecret")} onClose={done}>
        <ShownOnce label={endpoint.url} secret={rotate.data.secret} note={t("secretOnce")} onDone={done} />
      </Drawer>
    );
  }
  return (
    <Question
      title={t("rotateQuestion")}
      onClose={onBack}
      actions={
        <>
          <Button onPress={onBack}>{t("back")}</Button>
          <Button look="primary" isBusy={rotate.isPending} onPress={() => rotate.mutate({ endpointId: endpoint.id })}>
            {t("rotate")}
          </Button>
        </>
      }
    >
      <p>{t("rotateNote")}</p>
    </Question>
  );
}

function Remove({ endpoint, deeds: { remove }, onBack }: AskProps) {
  const t = useTranslations("webhooks");
  return (
    <Question
      title={t("removeQuestion")}
      onClose={onBack}
      actions={
        <>
          <Button onPress={onBack}>{t("back")}</Button>
          <Button look="warn" isBusy={remove.isPending} onPress={() => remove.mutate({ endpointId: endpoint.id }, { onSettled: onBack })}>
            {t("remove")}
          </Button>
        </>
      }
    >
      <p className="tb-id">{endpoint.url}</p>
      <p className="tb-note">{t("removeNote")}</p>
    </Question>
  );
}
