import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./state-badge.tsx";
import "./notice.css";

const MARKS = { good: CircleCheck, bad: CircleAlert, warn: TriangleAlert, info: Info, quiet: Info } as const satisfies Record<
  Tone,
  unknown
>;

/** A line that says something about what stands beside it. Faults are announced at once, the rest when convenient. */
export function Notice({ tone, children, isNews = false }: { tone: Tone; children: ReactNode; isNews?: boolean }) {
  const Mark = MARKS[tone];
  return (
    <div className={`tb-notice tb-notice_${tone}`} role={isNews ? (tone === "bad" ? "alert" : "status") : undefined}>
      <Mark size={20} aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}
