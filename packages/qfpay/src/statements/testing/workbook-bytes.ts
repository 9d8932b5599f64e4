import { type ZipEntry, zipBytes } from "./zip-bytes.ts";

/** A cell: text, or as XML has it: a type, a value, a style, a formula. Null leaves it out. */
export type SheetCell =
  | string
  | null
  | { readonly t?: string; readonly v: string; readonly style?: keyof typeof STYLES; readonly f?: string };

export type SheetRows = {
  readonly name?: string;
  readonly state?: "hidden" | "veryHidden";
  readonly rows: readonly (readonly SheetCell[])[];
  /** Rows and columns before the first. */
  readonly from?: { readonly row: number; readonly column: number };
};

const STYLES = { general: 0, date: 1, datetime: 2, time: 3, amount: 4 } as const;
const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;
const MAIN = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`;

type BookOptions = { readonly is1904?: boolean; readonly more?: readonly ZipEntry[] };

/** An Excel workbook with these sheets, texts shared as Excel shares them. */
export function workbookBytes(sheets: readonly SheetRows[], { is1904 = false, more = [] }: BookOptions = {}): Buffer {
  const texts: string[] = [];
  const parts = sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, bytes: sheetXml(sheet, texts) }));
  const listed = sheets.map(({ name, state }, at) => {
    const hidden = state ? ` state="${state}"` : "";
    return `<sheet name="${escaped(name ?? `Sheet${at + 1}`)}" sheetId="${at + 1}"${hidden} r:id="rId${at + 1}"/>`;
  });
  const targets = sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="worksheet" Target="worksheets/sheet${at + 1}.xml"/>`);
  return zipBytes(
    { name: "[Content_Types].xml", bytes: `${HEAD}<Types/>` },
    {
      name: "xl/workbook.xml",
      bytes: `${HEAD}<workbook ${MAIN}><workbookPr${is1904 ? ' date1904="1"' : ""}/><sheets>${listed.join("")}</sheets></workbook>`,
    },
    { name: "xl/_rels/workbook.xml.rels", bytes: `${HEAD}<Relationships>${targets.join("")}</Relationships>` },
    { name: "xl/styles.xml", bytes: STYLES_XML },
    ...parts,
    {
      name: "xl/sharedStrings.xml",
      bytes: `${HEAD}<sst ${MAIN}>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join("")}</sst>`,
    },
    ...more,
  );
}

const STYLES_XML = `${HEAD}<styleSheet ${MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="#,##0.00;[Red]\\-#,##0.00"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="21"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

function sheetXml({ rows, from = { row: 0, column: 0 } }: SheetRows, texts: string[]): string {
  const xml = rows.map((cells, at) => {
    const row = from.row + at + 1;
    return `<row r="${row}">${cells.map((cell, column) => cellXml(cell, `${letters(from.column + column)}${row}`, texts)).join("")}</row>`;
  });
  return `${HEAD}<worksheet ${MAIN}><sheetData>${xml.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: SheetCell, reference: string, texts: string[]): string {
  if (cell === null) return "";
  if (typeof cell === "string") {
    if (!texts.includes(cell)) texts.push(cell);
    return `<c r="${reference}" t="s"><v>${texts.indexOf(cell)}</v></c>`;
  }
  const { t, v, style, f } = cell;
  const formula = f === undefined ? "" : `<f>${escaped(f)}</f>`;
  const value = t === "inlineStr" ? `<is><t>${escaped(v)}</t></is>` : `<v>${escaped(v)}</v>`;
  return `<c r="${reference}"${t ? ` t="${t}"` : ""} s="${STYLES[style ?? "general"]}">${formula}${value}</c>`;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
