import type { Currency } from "@tillbook/domain/money";
import type { ColumnMapping, MappingField } from "@tillbook/domain/settlement";
import { CellFault, cleaned, currency as currencyOf } from "../cells.ts";
import type { TextRecord } from "../records.ts";
import { isOut, negated, plainAmount, unsigned } from "./amount-texts.ts";
import { dateReader, timeReader } from "./date-formats.ts";

/** Reads fields of a row as the mapping says: each comes out as the text that the canonical file would have. */
export type MappedCells = {
  /** Cells joined, values replaced, defaults taken; blank when nothing is there. */
  text(row: TextRecord, field: MappingField): string;
  day(row: TextRecord, field: MappingField): string;
  moment(row: TextRecord, field: MappingField): string;
  /** Plain decimal text in major units. */
  amount(row: TextRecord, field: MappingField, of: Currency): string;
  /** The amount of a row, whose sign may stand in a CR/DR column or in columns of its own for money out and in. */
  signedAmount(row: TextRecord, field: MappingField, of: Currency): string;
  currency(row: TextRecord, field: MappingField): Currency | null;
  /** How a fault names a field: by the columns it comes from. */
  readonly nameOf: (field: MappingField) => string;
  placesOf(field: MappingField): readonly number[];
};

/** @param dateFormat of the mapping, or as found out from the file's own dates */
export function mappedCells(mapping: ColumnMapping, names: readonly string[], dateFormat: string): MappedCells {
  const { columns, constants, defaults, values, transforms } = mapping;
  const readDay = dateReader(dateFormat);
  const readTime = timeReader(mapping.time_format);
  const places = new Map(Object.entries(columns).map(([field, sources]) => [field, sources.map((name) => names.indexOf(nameOf(name)))]));
  const placesOf = (field: MappingField): readonly number[] => places.get(field) ?? [];
  const parts = (row: TextRecord, field: MappingField): string[] =>
    placesOf(field)
      .map((at) => cleaned(row.cells?.[at] ?? ""))
      .filter((part) => part !== "");

  const text = (row: TextRecord, field: MappingField): string => {
    const joined = field === "remark" || field === "description" ? rawText(row, placesOf(field)) : parts(row, field).join(" ");
    const replaced = valueIn(values[field], joined);
    const given = replaced === "" ? (defaults[field] ?? constants[field] ?? "") : replaced;
    return transformed(given, transforms[field]);
  };
  const dateParts = (row: TextRecord, field: MappingField): { day: string; rest: string } | null => {
    const [first = "", second = ""] = parts(row, field);
    const isReal = row.kinds?.[placesOf(field)[0] ?? -1] === "date";
    const known = first === "" ? null : (isReal ? realDay : readDay)(first);
    return known && { day: known.day, rest: second || known.rest };
  };
  const amount = (row: TextRecord, field: MappingField, of: Currency): string => {
    const [only = -1] = placesOf(field);
    const given = parts(row, field).join("");
    if (given === "") return defaults[field] ?? constants[field] ?? "";
    const isNumber = row.kinds?.[only] === "number";
    const style = isNumber ? ({ ...mapping, decimal: ".", thousands: "" } as const) : mapping;
    const plain = plainAmount(given, style, of);
    if (plain === null) throw new CellFault(field, "NOT_AN_AMOUNT", given);
    return transformed(plain, transforms[field]);
  };
  return {
    text,
    amount,
    placesOf,
    nameOf: (field) => columns[field]?.join(" + ") ?? field,
    day(row, field) {
      return dateParts(row, field)?.day ?? text(row, field);
    },
    moment(row, field) {
      const known = dateParts(row, field);
      if (known === null) return text(row, field);
      return `${known.day} ${readTime(known.rest) ?? known.rest}`;
    },
    signedAmount(row, field, of) {
      if (mapping.negative === "DEBIT_CREDIT" && columns.debit && columns.credit) return inOrOut(row, field, of, amount);
      const plain = amount(row, field, of);
      if (columns.cr_dr === undefined) return plain;
      const out = isOut(text(row, "cr_dr"));
      if (out === null) throw new CellFault("cr_dr", "SIGN_CONFLICT", text(row, "cr_dr"));
      return out ? `-${unsigned(plain)}` : unsigned(plain);
    },
    currency: (row, field) => currencyOf(field, text(row, field)),
  };
}

/** Money in one column when it comes in, in the other when it goes out; never in both. */
function inOrOut(row: TextRecord, field: MappingField, of: Currency, amount: MappedCells["amount"]): string {
  const [out, into] = [unsigned(amount(row, "debit", of)), unsigned(amount(row, "credit", of))];
  const isNothing = (plain: string): boolean => /^[0.]*$/.test(plain);
  if (!isNothing(out) && !isNothing(into)) throw new CellFault(field, "SIGN_CONFLICT", `${out} / ${into}`);
  return isNothing(out) ? into || out : negated(out);
}

/** A real date of a workbook, which is `YYYY-MM-DD` whatever the file's texts look like. */
function realDay(text: string): { day: string; rest: string } | null {
  const shape = /^(\d{4}-\d{2}-\d{2})(?: (.*))?$/.exec(text);
  return shape && { day: shape[1] ?? "", rest: shape[2] ?? "" };
}

function rawText(row: TextRecord, places: readonly number[]): string {
  return places
    .map((at) => (row.cells?.[at] ?? "").trim())
    .filter((part) => part !== "")
    .join(" ");
}

/** The value that a table gives for a text, exactly or but for its case; the text itself when it gives none. */
function valueIn(table: Readonly<Record<string, string>> | undefined, text: string): string {
  if (table === undefined) return text;
  const exact = Object.hasOwn(table, text) ? table[text] : undefined;
  return exact ?? Object.entries(table).find(([name]) => name.toLowerCase() === text.toLowerCase())?.[1] ?? text;
}

function transformed(text: string, transform: ColumnMapping["transforms"][MappingField]): string {
  switch (transform) {
    case undefined:
      return text;
    case "NEGATE":
      return negated(text);
    case "ABSOLUTE":
      return unsigned(text);
    case "UPPERCASE":
      return text.toUpperCase();
    case "LOWERCASE":
      return text.toLowerCase();
    case "DIGITS_ONLY":
      return text.replace(/\D/g, "");
  }
}

/** How a column's name is compared: as headers are, without case and outer blanks. */
export function nameOf(name: string): string {
  return cleaned(name).toLowerCase();
}
