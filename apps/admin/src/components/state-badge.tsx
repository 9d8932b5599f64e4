import type { ReactNode } from "react";
import "./state-badge.css";

export type Tone = "good" | "bad" | "warn" | "info" | "quiet";
export type Shape = "disc" | "ring" | "half" | "triangle" | "square" | "cross" | "tick" | "twins";

const PATHS = {
  disc: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" />
    </>
  ),
  triangle: <path d="M6 1 11.5 11h-11z" fill="currentColor" />,
  square: <rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="currentColor" />,
  cross: <path d="m2 2 8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  tick: <path d="m1.5 6.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />,
  twins: (
    <>
      <circle cx="4" cy="4" r="3.2" fill="currentColor" />
      <circle cx="8" cy="8" r="3.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
} satisfies Record<Shape, ReactNode>;

/** A state as word and shape: colour alone never carries it. */
export function StateBadge({ tone, shape, children }: { tone: Tone; shape: Shape; children: ReactNode }) {
  return (
    <span className={`tb-badge tb-badge_${tone}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {PATHS[shape]}
      </svg>
      {children}
    </span>
  );
}
