import { type ReactNode, useId } from "react";
import "./segmented.css";

type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
};

/** One choice of a few, side by side: radio buttons to the keyboard and to screen readers. */
export function Segmented<T extends string>({ label, value, onChange, options }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="tb-segmented">
      <legend className="tb-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="tb-segmented__item">
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>
            {option.icon}
            {option.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
