import { useId } from "react";

type AmountFieldProps = { label: string; sign: string; value: string; onChange: (value: string) => void; fault?: string | undefined };

/** The amount being asked for, large. `inputMode` none: our own keypad stands below, the keyboard of a desk still types. */
export function AmountField({ label, sign, value, onChange, fault }: AmountFieldProps) {
  const id = useId();
  return (
    <div className="tb-amount">
      <label htmlFor={id} className="tb-field__label">
        {label}
      </label>
      <div className="tb-amount__line">
        <span className="tb-amount__sign" aria-hidden="true">
          {sign}
        </span>
        <input
          id={id}
          className="tb-amount__input tb-number"
          inputMode="none"
          autoComplete="off"
          placeholder="0"
          value={value}
          aria-invalid={fault === undefined ? undefined : true}
          aria-describedby={fault === undefined ? undefined : `${id}-fault`}
          onChange={(event) => onChange(event.target.value.trim())}
        />
      </div>
      <p id={`${id}-fault`} className="tb-field__fault" role="alert">
        {fault}
      </p>
    </div>
  );
}
