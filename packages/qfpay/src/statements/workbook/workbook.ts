import type { Archive, Member } from "../containers/archive.ts";
import { Refusal, type StatementLimits } from "../limits.ts";
import type { TextRecord } from "../records.ts";
import { stylesListener } from "./date-formats.ts";
import { sharedTextsListener } from "./shared-texts.ts";
import { type SheetContext, sheetRows } from "./sheet-rows.ts";
import { readXml } from "./xml.ts";

export type Sheet = {
  readonly name: string;
  readonly isHidden: boolean;
  /** Its rows from the first on, each time anew. */
  rows(limits: StatementLimits, onFormula: () => void): AsyncGenerator<TextRecord[]>;
};

/** Whether an archive is an Excel workbook. */
export function isWorkbook(archive: Archive): boolean {
  return archive.members.some(({ name }) => name === "xl/workbook.xml");
}

/** The sheets of a workbook in their order. Texts and styles are read into memory, sheets only while their rows are asked for. */
export async function openWorkbook(archive: Archive): Promise<readonly Sheet[]> {
  const parts = new Map(archive.members.map((member) => [member.name, member]));
  const [book, targets] = [await readBook(needed(parts, "xl/workbook.xml")), await readTargets(parts.get("xl/_rels/workbook.xml.rels"))];
  const styles = stylesListener();
  const shared = sharedTextsListener();
  await readPart(parts.get("xl/styles.xml"), styles);
  await readPart(parts.get("xl/sharedStrings.xml"), shared);
  const context: SheetContext = { is1904: book.is1904, texts: shared.texts, kindOf: (style) => styles.kindOf(style) };
  return book.sheets.flatMap(({ name, id, isHidden }) => {
    const part = parts.get(targets.get(id) ?? "");
    return part === undefined ? [] : [{ name, isHidden, rows: (limits, onFormula) => sheetRows(part.bytes(), context, limits, onFormula) }];
  });
}

type Book = { is1904: boolean; sheets: { name: string; id: string; isHidden: boolean }[] };

async function readBook(part: Member): Promise<Book> {
  const book: Book = { is1904: false, sheets: [] };
  await readXml(part.bytes(), {
    open(name, attributes) {
      if (name === "workbookPr") book.is1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
      if (name !== "sheet") return;
      const isHidden = attributes.state === "hidden" || attributes.state === "veryHidden";
      book.sheets.push({ name: attributes.name ?? "", id: idOf(attributes), isHidden });
    },
  });
  return book;
}

/** The prefix of the relationship's id is for the writer to choose; `r:id` nearly always. */
function idOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1] ?? "";
}

/** Where each sheet's part lies, by the id under which the workbook names it. */
async function readTargets(part: Member | undefined): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readPart(part, {
    open(name, { Id: id = "", Target: target = "" }) {
      if (name === "Relationship") targets.set(id, target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`);
    },
  });
  return targets;
}

async function readPart(part: Member | undefined, listener: Parameters<typeof readXml>[1]): Promise<void> {
  if (part !== undefined) await readXml(part.bytes(), listener);
}

function needed(parts: ReadonlyMap<string, Member>, name: string): Member {
  const part = parts.get(name);
  if (part === undefined) throw new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: name });
  return part;
}
