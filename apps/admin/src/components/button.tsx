import type { ReactNode } from "react";
import "./button.css";

export type ButtonLook = "primary" | "default" | "warn" | "plain";

type ButtonProps = {
  children: ReactNode;
  onPress?: () => void;
  look?: ButtonLook;
  size?: "full" | "small";
  type?: "button" | "submit";
  isBusy?: boolean;
  isDisabled?: boolean;
  label?: string;
  className?: string;
  /** The form that a submit button outside of it sends. */
  form?: string;
  /** The single key that does the same, where the screen has keys. */
  shortcut?: string | undefined;
};

/** WeUI's button. While busy it keeps its place and its focus, and a second press does nothing. */
export function Button({
  children,
  onPress,
  look = "default",
  size = "full",
  type = "button",
  isBusy = false,
  isDisabled = false,
  label,
  className,
  form,
  shortcut,
}: ButtonProps) {
  return (
    <button
      type={type}
      form={form}
      className={`${buttonClass(look, size)} ${isDisabled ? "weui-btn_disabled" : ""} ${className ?? ""}`}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || isDisabled || undefined}
      onClick={(event) => {
        if (isBusy || isDisabled) event.preventDefault();
        else onPress?.();
      }}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  );
}

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook, size: "full" | "small" = "full"): string {
  return look === "plain" ? "tb-btn-plain" : `weui-btn weui-btn_${look} ${size === "small" ? "tb-btn-small" : ""}`;
}

export function Spinner() {
  return <span className="tb-spinner" aria-hidden="true" />;
}
