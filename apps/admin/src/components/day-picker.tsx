import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { dayAfter } from "../lib/day.ts";
import { TextField } from "./field.tsx";
import "./day-picker.css";

type DayPickerProps = { day: string; onChange: (day: string) => void; last?: string };

/** A day at UTC+8, with the day before and after one tap away. Nothing later than `last` is offered. */
export function DayPicker({ day, onChange, last }: DayPickerProps) {
  const t = useTranslations("dayPicker");
  return (
    <div className="tb-day-picker">
      <button type="button" className="tb-icon-button" aria-label={t("before")} onClick={() => onChange(dayAfter(day, -1))}>
        <ChevronLeft size={22} aria-hidden="true" />
      </button>
      <TextField
        type="date"
        label={t("day")}
        isLabelHidden
        value={day}
        {...(last === undefined ? {} : { max: last })}
        onChange={(next) => next !== "" && onChange(next)}
      />
      <button
        type="button"
        className="tb-icon-button"
        aria-label={t("after")}
        disabled={last !== undefined && day >= last}
        onClick={() => onChange(dayAfter(day, 1))}
      >
        <ChevronRight size={22} aria-hidden="true" />
      </button>
    </div>
  );
}
