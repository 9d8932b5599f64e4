import type { ReactNode } from "react";
import "./checkbox-list.css";

type CheckboxListProps<T extends string> = {
  label: string;
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  options: readonly { value: T; label: ReactNode; note?: string }[];
  note?: string | undefined;
  fault?: string | undefined;
};

/** Several choices of a list, each with what it means. The chosen ones keep the order of the list. */
export function CheckboxList<T extends string>({ label, chosen, onChange, options, note, fault }: CheckboxListProps<T>) {
  const toggle = (value: T, isOn: boolean) =>
    onChange(options.map((option) => option.value).filter((each) => (each === value ? isOn : chosen.includes(each))));
  return (
    <fieldset className="tb-boxes">
      <legend className="tb-field__label">{label}</legend>
      {note !== undefined && <p className="tb-field__note">{note}</p>}
      {options.map((option) => (
        <label key={option.value} className="tb-boxes__item">
          <input type="checkbox" checked={chosen.includes(option.value)} onChange={(event) => toggle(option.value, event.target.checked)} />
          <span>
            {option.label}
            {option.note !== undefined && <span className="tb-note">{option.note}</span>}
          </span>
        </label>
      ))}
      {fault !== undefined && (
        <p className="tb-field__fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
