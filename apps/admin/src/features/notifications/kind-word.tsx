import { useMessages, useTranslations } from "use-intl";
import { isKeyOf } from "../../lib/key-of.ts";

/** What a notification says it is about; a kind that we do not know keeps QFPay's own word. */
export function KindWord({ kind }: { kind: string | null }) {
  const t = useTranslations("notifications");
  const { kinds } = useMessages().notifications;
  if (kind === null) return t("noKind");
  return isKeyOf(kinds, kind) ? t(`kinds.${kind}`) : kind;
}
