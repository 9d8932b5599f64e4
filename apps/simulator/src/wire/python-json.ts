/** What QFPay's answers are made of. Object keys are printed in the order they were written. */
export type WireValue = string | number | null | readonly WireValue[] | { readonly [name: string]: WireValue };

/**
 * JSON as Python prints it by default: `", "` and `": "` between parts, everything outside printable ASCII as `\uXXXX`.
 * QFPay signs exactly these bytes, so a client that prints them anew gets another digest. docs/qfpay.md#response-signature
 */
export function pythonJson(value: WireValue): string {
  if (value === null || typeof value === "number") return JSON.stringify(value);
  if (typeof value === "string") return quoted(value);
  if (isList(value)) return `[${value.map(pythonJson).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([name, part]) => `${quoted(name)}: ${pythonJson(part)}`)
    .join(", ")}}`;
}

// Array.isArray does not narrow readonly arrays out of a union.
function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
