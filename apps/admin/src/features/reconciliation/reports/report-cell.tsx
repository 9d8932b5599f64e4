import type { ReportRow, ReportSection } from "@tillbook/api/reconciliation/reports";
import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { useMessages, useTranslations } from "use-intl";
import { MoneyText } from "../../../components/money-text.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { DayText, TimeText } from "../../../components/time-text.tsx";
import { isKeyOf } from "../../../lib/key-of.ts";
import { OverdueMark } from "../overdue-mark.tsx";

export type Column = ReportSection["columns"][number];

/** Whether a column's values stand to the right, so that their digits line up. */
export function isFigure({ kind }: Column): boolean {
  return kind === "amount" || kind === "count" || kind === "rate";
}

/** One value of a report, as what its column holds. Amounts are of the row's own currency. */
export function ReportCell({ row, column }: { row: Partial<ReportRow>; column: Column }) {
  const value = row[column.key];
  if (value === null || value === undefined || value === "") return null;
  const text = String(value);
  switch (column.kind) {
    case "amount": {
      const currency = currencySchema.safeParse(row.currency);
      return currency.success ? <MoneyText value={{ amount: text, currency: currency.data }} /> : text;
    }
    case "day":
      return settlementDaySchema.safeParse(text).success ? <DayText day={text} /> : text;
    case "instant":
      return <TimeText at={text} style="full" />;
    case "identifier":
      return <span className="tb-id">{text}</span>;
    case "count":
    case "rate":
      return text;
    case "text":
      return column.key === "actor" ? <PersonName actor={text} /> : <Word column={column.key} text={text} />;
  }
}

/** Codes that have words of their own are said in words; everything else as it is. */
function Word({ column, text }: { column: Column["key"]; text: string }) {
  const t = useTranslations("reconcile");
  const items = useTranslations("reports.items");
  const states = useTranslations("breaks.states");
  const assignments = useTranslations("breaks.assignments");
  const { reconcile, reports, breaks } = useMessages();
  if (column === "due" && text === "OVERDUE") return <OverdueMark />;
  if (column === "assignment" && isKeyOf(breaks.assignments, text))
    return text === "BY_DEFAULT" ? <span className="tb-note">{assignments(text)}</span> : assignments(text);
  if (column === "item" && isKeyOf(reports.items, text)) return items(text);
  if (column === "state" && isKeyOf(breaks.states, text)) return states(text);
  if (column === "reason" && isKeyOf(reconcile.carries, text)) return t(`carries.${text}.word`);
  if (column === "codes")
    return text
      .split(/[\s,]+/)
      .map((code) => (isKeyOf(reconcile.breaks, code) ? t(`breaks.${code}.word`) : code))
      .join(", ");
  return text;
}
