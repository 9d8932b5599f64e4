import type { ShownBody } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import { RawText } from "../../components/raw-text.tsx";

/** What may be shown of a body; of one that cannot be read, its length and digest. */
export function ShownBodyText({ body }: { body: ShownBody }) {
  const t = useTranslations("evidence");
  if (body.is === "fields") return <RawText label={t("received")}>{JSON.stringify(body.fields, null, 1)}</RawText>;
  return (
    <p className="tb-note tb-id">
      {t("unreadable", { count: body.characters })} SHA-256 {body.sha256}
    </p>
  );
}
