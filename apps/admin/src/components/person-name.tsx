import { useTranslations } from "use-intl";
import { useOwnActor, usePeople } from "../lib/people.ts";
import { ActorName } from "./actor-name.tsx";

/** Who did something, by name; "you" for whoever reads it. */
export function PersonName({ actor }: { actor: string }) {
  const t = useTranslations("people");
  const nameOf = usePeople();
  const name = nameOf(actor);
  if (actor === useOwnActor()) return t("you");
  return name ?? <ActorName actor={actor} />;
}
