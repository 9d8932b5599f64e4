import { type Currency, decimalsOf, formatDecimal } from "@tillbook/domain/money";
import type { ColumnMapping } from "@tillbook/domain/settlement";
import { cleaned } from "../cells.ts";

type Style = Pick<ColumnMapping, "decimal" | "thousands" | "negative" | "amount_unit">;

const SIGN_IN_FRONT = /^(?:[A-Z]{0,3}[$¥€£]|[A-Z]{3})\s*/;
const SIGN_BEHIND = /\s*(?:[$¥€£]|[A-Z]{3})$/;
const OUT = /^(?:DR|D|DEBIT|OUT|借|支出|-)$/i;
const IN = /^(?:CR|C|CREDIT|IN|贷|貸|收入|\+)$/i;

/** Whether a CR/DR mark says that money went out. Null when it says nothing. */
export function isOut(mark: string): boolean | null {
  const bare = cleaned(mark);
  return OUT.test(bare) ? true : IN.test(bare) ? false : null;
}

/**
 * An amount as a file writes it, as plain decimal text in major units: `(1.234,50)` is `-1234.50` where brackets are minus and
 * commas are points. Null when it does not fit the style: read in another one it would be another amount.
 */
export function plainAmount(text: string, style: Style, of: Currency): string | null {
  const bare = cleaned(text).replaceAll("\u2212", "-");
  if (bare === "") return "";
  const { figures, isNegative } = withoutSign(bare, style.negative);
  const plain = withoutSeparators(figures.replace(SIGN_IN_FRONT, "").replace(SIGN_BEHIND, ""), style);
  if (plain === null || (style.amount_unit === "MINOR" && !/^\d{1,16}$/.test(plain))) return null;
  const major = style.amount_unit === "MINOR" ? formatDecimal(BigInt(plain), decimalsOf(of)) : plain;
  return isNegative ? `-${major}` : major;
}

function withoutSign(bare: string, negative: Style["negative"]): { figures: string; isNegative: boolean } {
  const inBrackets = /^\((.+)\)$/.exec(bare)?.[1];
  if (negative === "PARENTHESES" && inBrackets !== undefined) return { figures: inBrackets, isNegative: true };
  const trailing = /^(.+)-$/.exec(bare)?.[1];
  if (negative === "TRAILING_MINUS" && trailing !== undefined) return { figures: trailing.trimEnd(), isNegative: true };
  const marked = /^(.*\d)\s*(CR|DR|C|D)$/i.exec(bare);
  if (negative === "CR_DR" && marked) return { figures: marked[1] ?? "", isNegative: isOut(marked[2] ?? "") === true };
  const signed = /^([+-])\s*(.+)$/.exec(bare);
  if (signed) return { figures: signed[2] ?? "", isNegative: signed[1] === "-" };
  return { figures: bare, isNegative: false };
}

/** Thousand separators must stand where thousands are; a decimal mark stands once. Null when they do not. */
function withoutSeparators(figures: string, { decimal, thousands }: Style): string | null {
  const [whole = "", fraction, ...more] = figures.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/.test(fraction))) return null;
  const groups = thousands === "" ? [whole] : whole.split(thousands);
  const isGrouped = groups.length === 1 || (/^\d{1,3}$/.test(groups[0] ?? "") && groups.slice(1).every((group) => /^\d{3}$/.test(group)));
  const digits = groups.join("");
  if (!isGrouped || !/^\d+$/.test(digits)) return null;
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

/** Plain decimal text with its sign turned; blank stays blank. */
export function negated(plain: string): string {
  if (plain === "") return plain;
  return plain.startsWith("-") ? plain.slice(1) : `-${plain}`;
}

/** Plain decimal text without its sign. */
export function unsigned(plain: string): string {
  return plain.replace(/^[+-]/, "");
}
