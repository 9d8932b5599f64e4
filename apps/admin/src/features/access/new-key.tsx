import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Scope, scopeSchema } from "@tillbook/domain/staff";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { CheckboxList } from "../../components/checkbox-list.tsx";
import { useFailureText, useFieldFaults } from "../../components/failure-text.ts";
import { SelectField, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { ShownOnce } from "../../components/shown-once.tsx";
import { failureOf } from "../../lib/failure.ts";
import { trpc } from "../../lib/trpc.ts";

const LIVES = ["never", "30", "90", "365"] as const;
type Life = (typeof LIVES)[number];
/** What a shop's own program needs. */
const USUAL: readonly Scope[] = ["orders:read", "orders:write"];

const WORDS = {
  "orders:read": "ordersRead",
  "orders:write": "ordersWrite",
  "refunds:write": "refundsWrite",
  "settlement:read": "settlementRead",
  "settlement:write": "settlementWrite",
  "webhooks:write": "webhooksWrite",
} as const satisfies Record<Scope, string>;

/** Makes a key, and shows it this once. `onDone` when it has been put away. */
export function NewKey({ onDone }: { onDone: () => void }) {
  const t = useTranslations("apiKeys");
  const cache = useQueryClient();
  const create = useMutation(
    trpc.access.createKey.mutationOptions({
      onSuccess: () => void cache.invalidateQueries({ queryKey: trpc.access.keys.queryKey() }),
    }),
  );
  if (create.data) return <ShownOnce label={create.data.view.name} secret={create.data.key} note={t("onceNote")} onDone={onDone} />;
  return <KeyForm error={create.error} isBusy={create.isPending} onMake={(wanted) => create.mutate(wanted)} />;
}

type Wanted = { name: string; scopes: Scope[]; expiresInDays: number | null };

function KeyForm({ error, isBusy, onMake }: { error: unknown; isBusy: boolean; onMake: (wanted: Wanted) => void }) {
  const t = useTranslations("apiKeys.form");
  const words = useTranslations("apiKeys.scopes");
  const failureText = useFailureText();
  const faults = useFieldFaults(error);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<Scope[]>([...USUAL]);
  const [life, setLife] = useState<Life>("never");
  return (
    <form
      className="tb-form"
      onSubmit={(event) => {
        event.preventDefault();
        onMake({ name, scopes, expiresInDays: life === "never" ? null : Number(life) });
      }}
    >
      <TextField label={t("name")} note={t("nameNote")} value={name} onChange={setName} fault={faults["name"]} autoComplete="off" />
      <CheckboxList
        label={t("scopes")}
        chosen={scopes}
        onChange={setScopes}
        fault={faults["scopes"]}
        options={scopeSchema.options.map((scope) => ({ value: scope, label: words(WORDS[scope]), note: scope }))}
      />
      <SelectField
        label={t("life")}
        value={life}
        onChange={setLife}
        options={LIVES.map((each) => ({ value: each, label: t(`lives.${each}`) }))}
      />
      {error !== null && failureOf(error).code !== "invalid_input" && (
        <Notice tone="bad" isNews>
          {failureText(error)}
        </Notice>
      )}
      <Button type="submit" look="primary" className="tb-btn-wide" isBusy={isBusy}>
        {t("make")}
      </Button>
    </form>
  );
}
