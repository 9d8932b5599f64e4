import * as cell from "../cells.ts";
import type { ControlRow } from "../profile.ts";

const NAMES: readonly string[] = ["#TOTAL", "#DAY", "#PAYOUT"];

/** Whether the first cell of a row is the name of a control row. */
export function isControlRow(cells: readonly string[]): boolean {
  return NAMES.includes(cell.cleaned(cells[0] ?? "").toUpperCase());
}

/** Reads `#TOTAL`, `#DAY` and `#PAYOUT`. Cells behind the last one must be blank, since spreadsheets pad rows. Throws `CellFault`. */
export function readControlRow(name: string, cells: readonly string[]): ControlRow {
  const [, a = "", b = "", c = "", d = "", e = ""] = cells;
  switch (name.toUpperCase()) {
    case "#TOTAL": {
      checkEnd(cells, 6);
      const currency = cell.required("#TOTAL", cell.currency("#TOTAL", a), a);
      const amount = (text: string): bigint => cell.required("#TOTAL", cell.amount("#TOTAL", text, currency), text);
      return {
        kind: "total",
        currency,
        figures: { lines: cell.count("#TOTAL", b), grossMinor: amount(c), feeMinor: amount(d), netMinor: amount(e) },
      };
    }
    case "#DAY":
      checkEnd(cells, 2);
      return { kind: "day", day: cell.required("#DAY", cell.day("#DAY", a), a) };
    case "#PAYOUT": {
      checkEnd(cells, 5);
      const currency = cell.required("#PAYOUT", cell.currency("#PAYOUT", b), b);
      const payout = {
        ref: cell.required("#PAYOUT", cell.identifier("#PAYOUT", a, 64), a),
        currency,
        amountMinor: cell.required("#PAYOUT", cell.amount("#PAYOUT", c, currency), c),
        valueDate: cell.required("#PAYOUT", cell.day("#PAYOUT", d), d),
      };
      return { kind: "payout", payout };
    }
    default:
      throw new cell.CellFault(name, "UNKNOWN_CONTROL_ROW", cells.join(","));
  }
}

function checkEnd(cells: readonly string[], length: number): void {
  if (cells.slice(length).some((text) => cell.cleaned(text) !== ""))
    throw new cell.CellFault(cells[0] ?? "", "CELL_COUNT", cells.join(","));
}
