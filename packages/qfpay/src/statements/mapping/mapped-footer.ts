import { type Currency, currencySchema } from "@tillbook/domain/money";
import type { ColumnMapping, Figures } from "@tillbook/domain/settlement";
import * as cell from "../cells.ts";
import type { ControlRow } from "../profile.ts";
import { negated, plainAmount } from "./amount-texts.ts";
import { nameOf } from "./mapped-cells.ts";

type Footer = NonNullable<ColumnMapping["footer"]>;

/** Whether a row is the row of totals: its first cell that is not blank says what the mapping expects. */
export function isFooter(cells: readonly string[], { first_cell: first }: Footer): boolean {
  const said = cells.map(cell.cleaned).find((text) => text !== "") ?? "";
  return nameOf(said) === nameOf(first);
}

/** Reads the row of totals. @param rowCurrency of the rows above, for a total that does not name its own */
export function readFooter(
  cells: readonly string[],
  names: readonly string[],
  mapping: ColumnMapping & { readonly footer: Footer },
  rowCurrency: Currency | null,
): ControlRow {
  const { footer, columns, fee_sign: feeSign } = mapping;
  const at = (name: string | null): string => (name === null ? "" : (cells[names.indexOf(nameOf(name))] ?? ""));
  const named = [...(columns.txcurrcd ?? []), ...(columns.currency ?? [])].map(at).map(cell.cleaned);
  const own = named.map((text) => currencySchema.safeParse(text)).find(({ success }) => success)?.data ?? null;
  const of = own ?? rowCurrency ?? "HKD";
  const figure = (name: string | null, turn: (plain: string) => string = (plain) => plain): bigint | null => {
    if (name === null || cell.cleaned(at(name)) === "") return null;
    const plain = plainAmount(at(name), mapping, of);
    if (plain === null) throw new cell.CellFault(name, "NOT_AN_AMOUNT", at(name));
    return cell.amount(name, turn(plain), of);
  };
  const [grossMinor, netMinor] = [figure(footer.gross), figure(footer.net)];
  const feeMinor = figure(footer.fee, feeSign === "COST_NEGATIVE" ? negated : undefined);
  const figures: Partial<Figures> = {
    ...(footer.count !== null && { lines: cell.count(footer.count, at(footer.count)) }),
    ...(grossMinor !== null && { grossMinor }),
    ...(feeMinor !== null && { feeMinor }),
    ...(netMinor !== null && { netMinor }),
  };
  return { kind: "total", currency: own, figures };
}
