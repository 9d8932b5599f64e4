import "./raw-text.css";

/** Text byte for byte, in a box of its own that scrolls. */
export function RawText({ label, children }: { label: string; children: string }) {
  return (
    // Focusable, because a region that scrolls must be reachable with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className="tb-raw" role="region" aria-label={label} tabIndex={0}>
      {children}
    </pre>
  );
}
