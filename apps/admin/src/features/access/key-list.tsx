import { useQuery } from "@tanstack/react-query";
import { createColumnHelper } from "@tanstack/react-table";
import type { ApiKeyView } from "@tillbook/api/access";
import { useTranslations } from "use-intl";
import { ActorName } from "../../components/actor-name.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Empty, Failed, Skeleton } from "../../components/faces.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { trpc } from "../../lib/trpc.ts";
import { RevokeKey } from "./revoke-key.tsx";
import "./access.css";

const column = createColumnHelper<ApiKeyView>();

/** The account's API keys, newest first: everything but the keys themselves. */
export function KeyList() {
  const t = useTranslations("apiKeys");
  const keys = useQuery(trpc.access.keys.queryOptions());
  const columns = useKeyColumns();
  if (keys.isPending) return <Skeleton rows={3} />;
  if (keys.isError) return <Failed error={keys.error} onRetry={() => void keys.refetch()} />;
  if (keys.data.length === 0) return <Empty title={t("empty")} note={t("emptyNote")} />;
  return (
    <DataTable caption={t("title")} rows={keys.data} columns={columns} rowKey={({ id }) => id} cell={(key) => <KeyCell apiKey={key} />} />
  );
}

function useKeyColumns() {
  const t = useTranslations("apiKeys.columns");
  return [
    column.accessor("name", { header: t("name"), cell: ({ row }) => <KeyName apiKey={row.original} /> }),
    column.accessor("standing", { header: t("standing"), cell: ({ getValue }) => <Standing standing={getValue()} /> }),
    column.accessor("scopes", { header: t("scopes"), cell: ({ getValue }) => <Scopes scopes={getValue()} /> }),
    column.accessor("lastUsedAt", { header: t("lastUsed"), cell: ({ getValue }) => <LastUsed at={getValue()} /> }),
    column.accessor("expiresAt", { header: t("expires"), cell: ({ getValue }) => <Expiry at={getValue()} /> }),
    column.accessor("createdBy", { header: t("createdBy"), cell: ({ getValue }) => <ActorName actor={getValue()} /> }),
    column.display({ id: "actions", header: t("actions"), cell: ({ row }) => <RevokeKey apiKey={row.original} /> }),
  ];
}

function KeyName({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <>
      <strong>{apiKey.name}</strong>
      <p className="tb-note tb-key__prefix">{apiKey.prefix}…</p>
    </>
  );
}

const LOOKS = {
  valid: { tone: "good", shape: "tick" },
  expired: { tone: "quiet", shape: "ring" },
  revoked: { tone: "bad", shape: "cross" },
} as const;

function Standing({ standing }: { standing: ApiKeyView["standing"] }) {
  const t = useTranslations("apiKeys.standings");
  return <StateBadge {...LOOKS[standing]}>{t(standing)}</StateBadge>;
}

function Scopes({ scopes }: { scopes: ApiKeyView["scopes"] }) {
  return <span className="tb-id tb-scopes">{scopes.join(" · ")}</span>;
}

function LastUsed({ at }: { at: string | null }) {
  const t = useTranslations("apiKeys");
  return at === null ? <span className="tb-note">{t("neverUsed")}</span> : <TimeText at={at} style="short" />;
}

function Expiry({ at }: { at: string | null }) {
  const t = useTranslations("apiKeys");
  return at === null ? <span className="tb-note">{t("neverExpires")}</span> : <TimeText at={at} style="short" />;
}

function KeyCell({ apiKey }: { apiKey: ApiKeyView }) {
  return (
    <>
      <div className="tb-two-lines">
        <div>
          <KeyName apiKey={apiKey} />
        </div>
        <div>
          <Standing standing={apiKey.standing} />
          <LastUsed at={apiKey.lastUsedAt} />
        </div>
      </div>
      <p className="tb-note">
        <Scopes scopes={apiKey.scopes} />
      </p>
      <RevokeKey apiKey={apiKey} />
    </>
  );
}
