import { Delete } from "lucide-react";
import { useTranslations } from "use-intl";
import "./keypad.css";
import { typed } from "./typed-amount.ts";

type KeypadProps = { value: string; onChange: (value: string) => void; decimals: number };

/** The digits to tap an amount with. Keys that would make an impossible amount do nothing. */
export function Keypad({ value, onChange, decimals }: KeypadProps) {
  const t = useTranslations("keypad");
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", decimals > 0 ? "." : "00", "0"];
  return (
    <div className="tb-keypad" role="group" aria-label={t("label")}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          className="tb-key"
          aria-label={key === "." ? t("point") : undefined}
          onClick={() => onChange(typed(value, key, decimals))}
        >
          {key}
        </button>
      ))}
      <button type="button" className="tb-key" aria-label={t("delete")} onClick={() => onChange(value.slice(0, -1))}>
        <Delete size={26} aria-hidden="true" />
      </button>
    </div>
  );
}
