import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { Drawer } from "../../components/drawer.tsx";
import { KeyList, NewKey } from "../../features/access/index.ts";
import { DevelopersFrame } from "./developers-frame.tsx";

/** API keys: which there are, a new one, the end of one. */
export function KeysPage() {
  const t = useTranslations("apiKeys");
  const [isMaking, setIsMaking] = useState(false);
  const close = () => setIsMaking(false);
  return (
    <DevelopersFrame
      actions={
        <Button look="primary" size="small" onPress={() => setIsMaking(true)}>
          {t("new")}
        </Button>
      }
    >
      <p className="tb-note tb-page__note">{t("note")}</p>
      <KeyList />
      {isMaking && (
        <Drawer title={t("new")} onClose={close}>
          <NewKey onDone={close} />
        </Drawer>
      )}
    </DevelopersFrame>
  );
}
