import type { EvidenceFileView } from "@tillbook/api/reconciliation";
import { type Wish, WRITE_OFF_ACCOUNTS } from "@tillbook/domain/reconciliation/breaks";
import { settlementDaySchema } from "@tillbook/domain/time";
import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../../../components/field.tsx";
import type { BulkAction } from "./actions.ts";
import { EvidenceFiles } from "./evidence-files.tsx";

/** What a form about breaks holds while it is filled in, for all actions alike. */
export type Typed = {
  ticket: string;
  until: string;
  owner: string;
  account: (typeof WRITE_OFF_ACCOUNTS)[number];
  evidence: string;
  files: readonly EvidenceFileView[];
};

export function nothingTyped(today: string, owner: string): Typed {
  return { ticket: "", until: today, owner, account: "write_off", evidence: "", files: [] };
}

/** The wish as typed, or which field is still blank. */
export function wishOf(action: BulkAction, typed: Typed): { wish: Wish } | { blank: keyof Typed } {
  switch (action) {
    case "CLAIM":
      return typed.ticket.trim() === "" ? { blank: "ticket" } : { wish: { action, ticket: typed.ticket.trim() } };
    case "CARRY": {
      const until = settlementDaySchema.safeParse(typed.until);
      if (!until.success) return { blank: "until" };
      return typed.owner.trim() === "" ? { blank: "owner" } : { wish: { action, until: until.data, owner: typed.owner.trim() } };
    }
    case "WRITE_OFF":
      return { wish: { action, account: typed.account } };
    case "CREATE_INTERNAL":
    case "IGNORE_LINE":
      return { wish: { action } };
  }
}

type FieldsProps = { action: BulkAction; typed: Typed; blank: keyof Typed | undefined; onChange: (typed: Typed) => void };

/** The fields that an action needs besides its reason. */
export function WishFields({ action, typed, blank, onChange }: FieldsProps) {
  const t = useTranslations("breaks.fields");
  const faults = useTranslations("faults");
  const faultOf = (field: keyof Typed): string | undefined => (blank === field ? faults("required") : undefined);
  return (
    <>
      {action === "CLAIM" && (
        <TextField
          label={t("ticket")}
          note={t("ticketNote")}
          value={typed.ticket}
          onChange={(ticket) => onChange({ ...typed, ticket })}
          fault={faultOf("ticket")}
        />
      )}
      {action === "CARRY" && (
        <>
          <TextField
            type="date"
            label={t("until")}
            note={t("untilNote")}
            value={typed.until}
            onChange={(until) => onChange({ ...typed, until })}
            fault={faultOf("until")}
          />
          <TextField label={t("owner")} value={typed.owner} onChange={(owner) => onChange({ ...typed, owner })} fault={faultOf("owner")} />
        </>
      )}
      {action === "WRITE_OFF" && (
        <SelectField
          label={t("account")}
          value={typed.account}
          onChange={(account) => onChange({ ...typed, account })}
          options={WRITE_OFF_ACCOUNTS.map((account) => ({ value: account, label: t(`accounts.${account}`) }))}
        />
      )}
      <TextField
        label={t("evidence")}
        note={t("evidenceNote")}
        value={typed.evidence}
        onChange={(evidence) => onChange({ ...typed, evidence })}
      />
      <EvidenceFiles files={typed.files} onChange={(files) => onChange({ ...typed, files })} />
    </>
  );
}
