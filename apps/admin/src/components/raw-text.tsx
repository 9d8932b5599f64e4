import "./raw-text.css";

/** Text byte for byte, in a box of its own that scrolls. */
export function RawText({ label, children }: { label: string; children: string }) {
  return (
    // Focusable, because what scrolls must be reachable with the keyboard. No region: a page may show many of one name.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className="tb-raw" role="group" aria-label={label} tabIndex={0}>
      {children}
    </pre>
  );
}
