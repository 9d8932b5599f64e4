import { encodeQR } from "qr";
import { type Html, html, trusted } from "./html.ts";

/**
 * A QR code as inline SVG, dark on white in every theme, its quiet zone of four modules included.
 * `label` is what it is called for those who cannot see it.
 */
export function qrDrawing(text: string, label: string): Html {
  const modules = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const size = modules.length;
  const rows = modules.flatMap((row, y) => runsOf(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`));
  return html`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${trusted(rows.join(""))}"/></svg>`;
}

/** Stretches of dark modules, so that a row costs a few strokes and not one for each module. */
function runsOf(row: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (!isDark) return;
    if (last && last.from + last.length === x) last.length += 1;
    else runs.push({ from: x, length: 1 });
  });
  return runs;
}
