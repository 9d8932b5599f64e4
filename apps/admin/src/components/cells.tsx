import type { ReactNode } from "react";
import "./cells.css";

/** Facts as pairs of a name and a value, one cell each. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="tb-facts">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="tb-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
