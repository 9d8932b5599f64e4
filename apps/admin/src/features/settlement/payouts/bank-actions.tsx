import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BankRowView } from "@tillbook/api/settlement";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { AskWhy } from "../../../components/ask-why.tsx";
import { Button } from "../../../components/button.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { Notice } from "../../../components/notice.tsx";
import { trpc } from "../../../lib/trpc.ts";

type BankAction = "IGNORE_LINE" | "WRITE_OFF";

/** What may be asked for about a bank row that does not tie: set a stranger's receipt aside, or accept a short payout as a bank charge. */
export function BankActions({ row }: { row: BankRowView }) {
  const t = useTranslations("payouts");
  const cache = useQueryClient();
  const [asking, setAsking] = useState<BankAction | null>(null);
  const waiting = useQuery(trpc.approvals.waiting.queryOptions());
  const { fileId, lineNo } = row;
  const propose = useMutation(
    trpc.reconciliation.breaks.proposeBankRow.mutationOptions({
      onSettled: () => {
        void cache.invalidateQueries({ queryKey: trpc.approvals.pathKey() });
        void cache.invalidateQueries({ queryKey: trpc.reconciliation.pathKey() });
        void cache.invalidateQueries({ queryKey: trpc.settlement.pathKey() });
      },
    }),
  );
  const action = actionFor(row);
  if (fileId === null || lineNo === null || action === null) return null;
  if (waiting.data?.some(({ subject }) => subject === `bank:${fileId}#${lineNo}`)) return <Notice tone="info">{t("waits")}</Notice>;
  return (
    <>
      <Button
        size="small"
        onPress={() => {
          propose.reset();
          setAsking(action);
        }}
      >
        {t(`actions.${action}.word`)}
      </Button>
      {asking !== null && (
        <AskWhy
          title={t(`actions.${asking}.title`)}
          word={t(`actions.${asking}.word`)}
          look="warn"
          label={t("reason")}
          isBusy={propose.isPending}
          error={propose.error}
          onClose={() => setAsking(null)}
          onSend={(reason) => propose.mutate({ fileId, lineNo, action: asking, reason }, { onSuccess: () => setAsking(null) })}
        >
          <p>{t(`actions.${asking}.note`)}</p>
          <p>
            {row.text} · <MoneyText value={{ amount: row.amount, currency: row.currency }} />
          </p>
        </AskWhy>
      )}
    </>
  );
}

/** A credit that names a payout can be accepted for it, be it late or short; others are set aside. */
function actionFor({ codes, payouts }: BankRowView): BankAction | null {
  if (codes.includes("BANK_AMOUNT")) return "WRITE_OFF";
  if (!codes.includes("BANK_UNKNOWN")) return null;
  return payouts.length > 0 ? "WRITE_OFF" : "IGNORE_LINE";
}
