import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { EndpointList, NewEndpoint } from "../../features/webhooks/index.ts";
import { DevelopersFrame } from "./developers-frame.tsx";

/** Where events are sent to. */
export function WebhooksPage() {
  const t = useTranslations("webhooks");
  const [isAdding, setIsAdding] = useState(false);
  const close = () => setIsAdding(false);
  return (
    <DevelopersFrame
      actions={
        <Button look="primary" size="small" onPress={() => setIsAdding(true)}>
          {t("add")}
        </Button>
      }
    >
      <p className="tb-note tb-page__note">{t("note")}</p>
      <EndpointList />
      {isAdding && (
        <Drawer title={t("add")} onClose={close}>
          <NewEndpoint onDone={close} />
        </Drawer>
      )}
    </DevelopersFrame>
  );
}
