/** An exact decimal: `units` × 10^−`scale`. 0.80 % is { units: 80n, scale: 4 }. */
export type Decimal = { readonly units: bigint; readonly scale: number };

/** What to do with a half: away from zero, to the even neighbour, or cut everything behind. */
export type Rounding = "HALF_UP" | "HALF_EVEN" | "DOWN";

const SHAPE = /^([+-]?)(\d{1,30})(?:\.(\d{1,20}))?$/;

/** Reads plain decimal text such as `-12.340`; null for anything else (`1e5`, separators, blanks). Trailing zeros are dropped. */
export function parseDecimal(text: string): Decimal | null {
  const shape = SHAPE.exec(text);
  if (!shape) return null;
  const fraction = (shape[3] ?? "").replace(/0+$/, "");
  const units = BigInt((shape[2] ?? "") + fraction);
  return { units: shape[1] === "-" ? -units : units, scale: fraction.length };
}

/** Reads a rate as a share of one: `0.80%` and `0.0080` are the same. Null when it is neither. */
export function parseRate(text: string): Decimal | null {
  if (!text.endsWith("%")) return parseDecimal(text);
  const percent = parseDecimal(text.slice(0, -1).trimEnd());
  return percent && parseDecimal(decimalText({ units: percent.units, scale: percent.scale + 2 }));
}

/** A share of one as people write it: 0.008 is `0.8%`. */
export function rateText({ units, scale }: Decimal): string {
  return `${decimalText(scale >= 2 ? { units, scale: scale - 2 } : { units: units * 10n ** BigInt(2 - scale), scale: 0 })}%`;
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const units = ({ units: of, scale: from }: Decimal): bigint => of * 10n ** BigInt(scale - from);
  return { units: units(a) + units(b), scale };
}

/** Whole minor units of a currency with `decimals` digits; null when the amount is finer than that. */
export function minorExactly(amount: Decimal, decimals: number): bigint | null {
  if (amount.scale <= decimals) return amount.units * 10n ** BigInt(decimals - amount.scale);
  const step = 10n ** BigInt(amount.scale - decimals);
  return amount.units % step === 0n ? amount.units / step : null;
}

/** Whole minor units of a currency with `decimals` digits, rounded once. */
export function minorRounded(amount: Decimal, decimals: number, rounding: Rounding): bigint {
  if (amount.scale <= decimals) return amount.units * 10n ** BigInt(decimals - amount.scale);
  const step = 10n ** BigInt(amount.scale - decimals);
  const size = amount.units < 0n ? -amount.units : amount.units;
  const whole = size / step;
  const up = roundsUp(rounding, (size % step) * 2n, step, whole) ? 1n : 0n;
  return amount.units < 0n ? -(whole + up) : whole + up;
}

function roundsUp(rounding: Rounding, twiceRest: bigint, step: bigint, whole: bigint): boolean {
  switch (rounding) {
    case "DOWN":
      return false;
    case "HALF_UP":
      return twiceRest >= step;
    case "HALF_EVEN":
      return twiceRest > step || (twiceRest === step && whole % 2n === 1n);
  }
}

/** The one spelling of a decimal: no exponent, no trailing zeros. */
export function decimalText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
}
