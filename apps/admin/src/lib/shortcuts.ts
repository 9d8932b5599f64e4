import { type RefObject, useEffect, useRef } from "react";

/** What a key does, by its name as the browser tells it (`j`, `ArrowDown`, `?`). */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Single keys for work at a list. They act while the focus is inside of `scope` or nowhere, never while somebody types, presses a
 * modifier or has a dialog open, so that neither screen readers nor the browser lose a key to them.
 */
export function useShortcuts(scope: RefObject<HTMLElement | null>, shortcuts: Shortcuts): void {
  const newest = useRef(shortcuts);
  useEffect(() => {
    newest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = newest.current[event.key];
      if (act === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isLayerOpen() || !isInside(scope.current)) return;
      if (isActivation(event.key) && isControl(event.target)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [scope]);
}

function isInside(scope: HTMLElement | null): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || scope?.contains(activeElement) === true;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Enter and the space bar belong to the button, link or box that has the focus. */
function isActivation(key: string): boolean {
  return key === "Enter" || key === " ";
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLButtonElement ||
    target instanceof HTMLInputElement ||
    (target instanceof HTMLElement && target.tagName === "SUMMARY")
  );
}

function isLayerOpen(): boolean {
  return document.querySelector('[role="dialog"],[role="alertdialog"]') !== null;
}
