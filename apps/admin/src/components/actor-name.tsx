import { useMessages, useTranslations } from "use-intl";
import { isKeyOf } from "../lib/key-of.ts";

/** Who did something: a person's name as it is, the system's own parts in words. */
export function ActorName({ actor }: { actor: string }) {
  const t = useTranslations("actors");
  const { actors } = useMessages();
  if (isKeyOf(actors, actor)) return t(actor);
  return actor.startsWith("staff:") ? t("staff") : actor;
}
