import type { NotificationRow } from "@tillbook/api/views";
import { useMessages, useTranslations } from "use-intl";
import { isKeyOf } from "../../lib/key-of.ts";

/** Which states a delivery moved, such as "Payment: waiting → paid". */
export function MovedWords({ moved }: { moved: NotificationRow["moved"] }) {
  const t = useTranslations("timeline");
  const own = useTranslations("notifications");
  const { states } = useMessages().timeline;
  const word = (state: string) => (isKeyOf(states, state) ? t(`states.${state}`) : state);
  if (moved.length === 0) return <span className="tb-note">{own("movedNothing")}</span>;
  return moved.map(({ subject, before, after }) => (
    <div key={subject}>
      {t(`subjects.${subject}`)}: {before !== null && `${word(before)} → `}
      {word(after)}
    </div>
  ));
}
