import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { EndpointView } from "@tillbook/api/webhooks";
import { type WebhookEvent, webhookEventSchema } from "@tillbook/domain/webhooks";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { CheckboxList } from "../../components/checkbox-list.tsx";
import { useFailureText, useFieldFaults } from "../../components/failure-text.ts";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { ShownOnce } from "../../components/shown-once.tsx";
import { trpc } from "../../lib/trpc.ts";

const EXAMPLE = "https://shop.example.com/hooks";

type Wanted = { url: string; description: string; events: WebhookEvent[] };

/** Adds an endpoint, and shows its secret this once. */
export function NewEndpoint({ onDone }: { onDone: () => void }) {
  const t = useTranslations("webhooks");
  const refresh = useRefresh();
  const create = useMutation(trpc.webhooks.create.mutationOptions({ onSuccess: refresh }));
  if (create.data) return <ShownOnce label={create.data.endpoint.url} secret={create.data.secret} note={t("secretOnce")} onDone={onDone} />;
  const first = { url: "", description: "", events: [] };
  return (
    <EndpointForm first={first} word={t("add")} error={create.error} isBusy={create.isPending} onSave={(wanted) => create.mutate(wanted)} />
  );
}

export function ChangeEndpoint({ endpoint, onDone }: { endpoint: EndpointView; onDone: () => void }) {
  const t = useTranslations("webhooks");
  const refresh = useRefresh();
  const change = useMutation(
    trpc.webhooks.change.mutationOptions({
      onSuccess: () => {
        refresh();
        onDone();
      },
    }),
  );
  const first = { url: endpoint.url, description: endpoint.description, events: [...endpoint.events] };
  const save = (wanted: Wanted) => change.mutate({ endpointId: endpoint.id, ...wanted });
  return <EndpointForm first={first} word={t("save")} error={change.error} isBusy={change.isPending} onSave={save} />;
}

function useRefresh(): () => void {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: trpc.webhooks.pathKey() });
}

type FormProps = { first: Wanted; word: string; error: unknown; isBusy: boolean; onSave: (wanted: Wanted) => void };

function EndpointForm({ first, word, error, isBusy, onSave }: FormProps) {
  const t = useTranslations("webhooks.form");
  const failureText = useFailureText();
  const faults = useFieldFaults(error);
  const [url, setUrl] = useState(first.url);
  const [description, setDescription] = useState(first.description);
  const [which, setWhich] = useState<"all" | "some">(first.events.length === 0 ? "all" : "some");
  const [events, setEvents] = useState(first.events);
  const isNothing = which === "some" && events.length === 0;
  return (
    <form
      className="tb-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isNothing) onSave({ url: url.trim(), description, events: which === "all" ? [] : events });
      }}
    >
      <TextField
        label={t("url")}
        note={t("urlNote")}
        value={url}
        onChange={setUrl}
        fault={faults["url"]}
        placeholder={EXAMPLE}
        autoComplete="off"
      />
      <TextField label={t("description")} value={description} onChange={setDescription} fault={faults["description"]} autoComplete="off" />
      <Segmented
        label={t("which")}
        value={which}
        onChange={setWhich}
        options={[
          { value: "all", label: t("all") },
          { value: "some", label: t("some") },
        ]}
      />
      {which === "some" && (
        <CheckboxList
          label={t("events")}
          chosen={events}
          onChange={setEvents}
          fault={isNothing ? t("chooseOne") : undefined}
          options={webhookEventSchema.options.map((event) => ({ value: event, label: <span className="tb-id">{event}</span> }))}
        />
      )}
      {error !== null && (
        <Notice tone="bad" isNews>
          {failureText(error)}
        </Notice>
      )}
      <Button type="submit" look="primary" className="tb-btn-wide" isBusy={isBusy} isDisabled={isNothing}>
        {word}
      </Button>
    </form>
  );
}
