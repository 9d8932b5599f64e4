import { type ReactNode, useId } from "react";
import "./field.css";

type FieldProps = { label: string; note?: string | undefined; fault?: string | undefined; isLabelHidden?: boolean };

/** Label above, control, then a note or what is wrong with it. The control gets the ids that tie them together. */
function Field({ label, note, fault, isLabelHidden = false, children }: FieldProps & { children: (ids: ControlIds) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const described = fault !== undefined || note !== undefined;
  return (
    <div className="tb-field">
      <label className={isLabelHidden ? "tb-hidden" : "tb-field__label"} htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-invalid": fault === undefined ? undefined : true, "aria-describedby": described ? noteId : undefined })}
      {described && (
        <p id={noteId} className={fault === undefined ? "tb-field__note" : "tb-field__fault"}>
          {fault ?? note}
        </p>
      )}
    </div>
  );
}

type ControlIds = { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined };

type TextFieldProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  type?: "text" | "email" | "password" | "date" | "month" | "search";
  name?: string;
  autoComplete?: string;
  inputMode?: "text" | "decimal" | "none";
  placeholder?: string;
  min?: string;
  max?: string;
  isRequired?: boolean;
};

export function TextField({
  value,
  onChange,
  type = "text",
  isRequired = false,
  name,
  autoComplete,
  inputMode,
  placeholder,
  min,
  max,
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <input
          {...ids}
          {...{ type, value, name, autoComplete, inputMode, placeholder, min, max }}
          className="tb-input"
          required={isRequired}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type TextAreaFieldProps = FieldProps & { value: string; onChange: (value: string) => void };

/** Several lines of text; it grows with what is in it. */
export function TextAreaField({ value, onChange, ...field }: TextAreaFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <textarea
          {...ids}
          className="tb-input tb-input_lines"
          rows={Math.min(12, Math.max(3, value.split("\n").length + 1))}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type SelectFieldProps<T extends string> = FieldProps & {
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
};

/** The platform's own picker: at home on every phone, and on the keyboard. */
export function SelectField<T extends string>({ value, onChange, options, ...field }: SelectFieldProps<T>) {
  return (
    <Field {...field}>
      {(ids) => (
        <select
          {...ids}
          className="tb-input tb-input_select"
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type FileFieldProps = FieldProps & { accept: string; isDisabled?: boolean; onChoose: (file: File) => void };

/** One file at a time; the same one may be chosen again. */
export function FileField({ accept, isDisabled = false, onChoose, ...field }: FileFieldProps) {
  return (
    <Field {...field}>
      {(ids) => (
        <input
          {...ids}
          type="file"
          className="tb-input"
          accept={accept}
          disabled={isDisabled}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) onChoose(file);
            event.target.value = "";
          }}
        />
      )}
    </Field>
  );
}
