import type { FigureName, FigureView } from "../views/index.ts";

type Unit = Extract<FigureView, { value: number }>["unit"];

/** A figure in whole units. */
export function figure(name: FigureName, unit: Unit, value: number): FigureView {
  return { name, unit, value: Math.max(0, Math.round(value)) };
}

export function count(name: FigureName, value: number): FigureView {
  return figure(name, "count", value);
}

export function moment(name: FigureName, at: Date | null): FigureView {
  return { name, unit: "moment", at: at?.toISOString() ?? null };
}

/** A moment where there is one; nothing where nothing waits. */
export function since(name: FigureName, at: Date | null): FigureView[] {
  return at === null ? [] : [moment(name, at)];
}

/** Seconds from a moment until now; 0 when there is none or it is to come. */
export function secondsSince(at: Date | null, now: Date): number {
  return at === null ? 0 : Math.max(0, (now.getTime() - at.getTime()) / 1_000);
}
