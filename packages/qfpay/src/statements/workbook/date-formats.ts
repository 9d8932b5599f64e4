import type { XmlListener } from "./xml.ts";

/** What a number in a cell is shown as. */
export type NumberKind = "number" | "date" | "datetime" | "time";

/** Formats that every workbook has without writing them down. ECMA-376 part 1, 18.8.30 */
const BUILT_IN: ReadonlyMap<number, NumberKind> = new Map<number, NumberKind>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "date"] as const),
  [22, "datetime"],
  ...[18, 19, 20, 21, 32, 33, 45, 46, 47, 55, 56].map((id) => [id, "time"] as const),
]);

/** Collects from `styles.xml` what kind of number each cell style shows. */
export function stylesListener(): XmlListener & { kindOf(style: number): NumberKind } {
  const own = new Map<number, NumberKind>();
  const styles: NumberKind[] = [];
  let inCellStyles = false;
  return {
    open(name, attributes) {
      if (name === "numFmt") own.set(Number(attributes.numFmtId), kindOfFormat(attributes.formatCode ?? ""));
      if (name === "cellXfs") inCellStyles = true;
      if (name !== "xf" || !inCellStyles) return;
      const format = Number(attributes.numFmtId ?? 0);
      styles.push(own.get(format) ?? BUILT_IN.get(format) ?? "number");
    },
    close(name) {
      if (name === "cellXfs") inCellStyles = false;
    },
    kindOf: (style) => styles[style] ?? "number",
  };
}

/** Reads a format such as `yyyy-mm-dd hh:mm`. Texts, colours and conditions in it say nothing about dates. */
function kindOfFormat(code: string): NumberKind {
  const positive = code.split(";")[0] ?? "";
  const letters = positive
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, "")
    .toLowerCase()
    .replace("general", "");
  const hasClock = /[hs]/.test(letters) || /\[(?:h+|m+|s+)\]/i.test(positive);
  const hasDay = /[yd]/.test(letters) || (letters.includes("m") && !hasClock);
  return hasDay ? (hasClock ? "datetime" : "date") : hasClock ? "time" : "number";
}
