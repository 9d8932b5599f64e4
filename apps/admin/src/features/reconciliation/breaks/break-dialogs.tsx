import type { BreakView } from "@tillbook/api/reconciliation";
import { useTranslations } from "use-intl";
import { AskWhy } from "../../../components/ask-why.tsx";
import type { Asking } from "./actions.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import type { About } from "./break-detail.tsx";
import { DecideDialog, ProposalList } from "./decide-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { SettleDialog } from "./settle-dialog.tsx";
import { type BreakDeeds, reverse, type Said } from "./use-break-deeds.ts";

export type Open = { asking: Asking; breaks: readonly BreakView[]; about: About };
type DialogProps = Open & { deeds: BreakDeeds; onClose: () => void; onDone: (said: Said) => void };

/** The form of whatever step is open. */
export function BreakDialog({ asking, breaks, about, ...rest }: DialogProps) {
  const t = useTranslations("breaks");
  const [first] = breaks;
  switch (asking) {
    case "ENQUIRE": // asked at once, without a form
      return null;
    case "LINK":
      return first ? <LinkDialog aBreak={first} suggestion={about.suggestion} {...rest} /> : null;
    case "ASSIGN":
      return <AssignDialog breaks={breaks} {...rest} />;
    case "APPROVE":
    case "REJECT":
    case "WITHDRAW":
      return about.resolution ? <DecideDialog resolutions={[about.resolution]} deciding={asking} {...rest} /> : null;
    case "REVERSE": {
      const { resolution } = about;
      if (!resolution) return null;
      return (
        <AskWhy
          title={t("actions.REVERSE.title")}
          word={t("actions.REVERSE.word")}
          look="warn"
          label={t("fields.reason")}
          isBusy={rest.deeds.isPending}
          error={rest.deeds.error}
          onClose={rest.onClose}
          onSend={(reason) => rest.deeds.mutate(reverse(resolution, reason), { onSuccess: rest.onDone })}
        >
          <p>{t("actions.REVERSE.note")}</p>
          <ProposalList resolutions={[resolution]} />
        </AskWhy>
      );
    }
    case "CREATE_INTERNAL":
    case "CLAIM":
    case "CARRY":
    case "WRITE_OFF":
    case "IGNORE_LINE":
      return <SettleDialog breaks={breaks} action={asking} {...rest} />;
  }
}
