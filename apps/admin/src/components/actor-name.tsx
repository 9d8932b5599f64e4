import { useMessages, useTranslations } from "use-intl";
import { isKeyOf } from "../lib/key-of.ts";

/** Who did something: a person's name as it is; the system's own parts, written `part` or `part:detail`, in words. */
export function ActorName({ actor }: { actor: string }) {
  const t = useTranslations("actors");
  const { actors } = useMessages();
  const part = actor.split(":", 1)[0] ?? actor;
  return isKeyOf(actors, part) ? t(part) : actor;
}
