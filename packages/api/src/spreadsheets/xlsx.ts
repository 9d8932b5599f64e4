import { type CellKind, type CellValue, isPlainNumber, type Table } from "./cell.ts";
import { type ZipMember, zipOf } from "./zip.ts";

/** A sheet of a workbook. `choices`: for a column by its place, what a cell may be chosen from. */
export type Sheet = { readonly name: string; readonly table: Table; readonly choices?: ReadonlyMap<number, readonly string[]> };

const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
/** A spreadsheet holds fifteen figures; a longer number would be changed, so it stays text. */
const MOST_FIGURES = 15;
/** Cell styles in the order of `cellXfs` below. */
const STYLE = { plain: 0, heading: 1, text: 2, whole: 3, cents: 4 } as const;
const WIDTH: Readonly<Record<CellKind, number>> = { text: 28, identifier: 30, day: 12, instant: 22, count: 8, amount: 14, rate: 10 };

/** Sheets as an Excel workbook, in pieces: identifiers and days are text cells, amounts and counts are numbers, nothing is a formula. */
export function xlsxOf(sheets: readonly Sheet[]): AsyncGenerator<Buffer> {
  return zipOf(partsOf(sheets));
}

function* partsOf(sheets: readonly Sheet[]): Generator<ZipMember> {
  const numbered = sheets.map((sheet, at) => ({ ...sheet, at: at + 1 }));
  const types = numbered.map(({ at }) => override(`/xl/worksheets/sheet${at}.xml`, "worksheet")).join("");
  const listed = numbered.map(({ name, at }) => `<sheet name="${escaped(sheetName(name))}" sheetId="${at}" r:id="rId${at}"/>`).join("");
  const targets = numbered.map(({ at }) => relation(`rId${at}`, "worksheet", `worksheets/sheet${at}.xml`)).join("");
  const styleId = `rId${sheets.length + 1}`;
  yield part(
    "[Content_Types].xml",
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("/xl/workbook.xml", "sheet.main")}${override("/xl/styles.xml", "styles")}${types}</Types>`,
  );
  yield part(
    "_rels/.rels",
    `<Relationships xmlns="${PACKAGE}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
  );
  yield part("xl/workbook.xml", `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed}</sheets></workbook>`);
  yield part(
    "xl/_rels/workbook.xml.rels",
    `<Relationships xmlns="${PACKAGE}/relationships">${targets}${relation(styleId, "styles", "styles.xml")}</Relationships>`,
  );
  yield part("xl/styles.xml", STYLES);
  for (const sheet of numbered) yield { name: `xl/worksheets/sheet${sheet.at}.xml`, text: sheetXml(sheet) };
}

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function* sheetXml({ table, choices = new Map() }: Sheet): Generator<string> {
  const { columns, rows } = table;
  const widths = columns.map(({ kind }, at) => `<col min="${at + 1}" max="${at + 1}" width="${WIDTH[kind]}" customWidth="1"/>`).join("");
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  yield `${columns.length > 0 ? `<cols>${widths}</cols>` : ""}<sheetData><row r="1">${columns.map(({ heading }, column) => textCell(`${columnLetters(column)}1`, heading, STYLE.heading)).join("")}</row>`;
  let at = 1;
  for (const row of rows) {
    at += 1;
    const cells = row.map((value, column) => cellXml(`${columnLetters(column)}${at}`, value, columns[column]?.kind ?? "text"));
    yield `<row r="${at}">${cells.join("")}</row>`;
  }
  yield `</sheetData>${choicesXml(choices, at)}</worksheet>`;
}

function choicesXml(choices: ReadonlyMap<number, readonly string[]>, lastRow: number): string {
  if (choices.size === 0 || lastRow < 2) return "";
  const lists = [...choices].map(([column, words]) => {
    const letter = columnLetters(column);
    return `<dataValidation type="list" allowBlank="1" sqref="${letter}2:${letter}${lastRow}"><formula1>"${escaped(words.join(","))}"</formula1></dataValidation>`;
  });
  return `<dataValidations count="${lists.length}">${lists.join("")}</dataValidations>`;
}

function cellXml(reference: string, value: CellValue, kind: CellKind): string {
  if (value === null || value === "") return "";
  if (typeof value === "number") return `<c r="${reference}" s="${STYLE.whole}"><v>${value}</v></c>`;
  const isNumber = (kind === "amount" || kind === "count") && isPlainNumber(value) && value.replace(/\D/g, "").length <= MOST_FIGURES;
  if (!isNumber) return textCell(reference, value, STYLE.text);
  return `<c r="${reference}" s="${value.includes(".") ? STYLE.cents : STYLE.whole}"><v>${value}</v></c>`;
}

function textCell(reference: string, text: string, style: number): string {
  return `<c r="${reference}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function part(name: string, xml: string): ZipMember {
  return { name, text: [HEAD, xml] };
}

function override(name: string, type: string): string {
  return `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
}

/** Excel takes no longer names, and not these signs. */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);
}

function columnLetters(at: number): string {
  const rest = Math.floor(at / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ""}${String.fromCharCode(65 + (at % 26))}`;
}

/** What XML cannot hold at all is left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
