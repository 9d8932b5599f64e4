import { fileURLToPath } from "node:url";
import type PDFKit from "pdfkit";

/** Latin and Chinese of both scripts in one face; only the glyphs that are used go into a document. */
const FACES = {
  plain: fileURLToPath(import.meta.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf")),
  bold: fileURLToPath(import.meta.resolve("@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf")),
};
const INK = "#1d231f";
const GREY = "#59645d";
const LINE = "#c9d0c9";
const GREEN = "#018942";
const MARGIN = 44;
const FOOT = 40;
const GAP = 8;
/** The certificate file has every text whole. */
const LONGEST_CELL = 700;

/** A column of a table: its heading, its share of the width, and whether it holds figures, which stand right. */
export type Column = { readonly heading: string; readonly share: number; readonly isFigure?: boolean };
/** A fact with what it is called; `small` stands below it in grey. */
export type Fact = { readonly name: string; readonly text: string; readonly small?: string };
/** Cells of a table's row; `below` stands under them over the whole width. */
export type Row = { readonly cells: readonly string[]; readonly below?: string | null };
export type Paper = ReturnType<typeof paperOn>;

/** What the document itself is about. `at` is the only time in it: the same certificate makes the same bytes. */
export type About = { readonly title: string; readonly language: string; readonly at: Date };

/** Settings of a document of A4 pages. */
export function pageSettings({ title, language, at }: About): PDFKit.PDFDocumentOptions {
  return {
    size: "A4",
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    info: { Title: title, Creator: "Tillbook", Producer: "Tillbook", CreationDate: at },
    lang: language,
    displayTitle: true,
    pdfVersion: "1.7",
    bufferPages: true,
    font: FACES.plain,
  };
}

/** Writes headings, facts and tables one below the other, from page to page. */
export function paperOn(doc: PDFKit.PDFDocument) {
  const width = doc.page.width - 2 * MARGIN;
  const bottom = (): number => doc.page.height - MARGIN - FOOT;
  const write = (face: keyof typeof FACES, size: number, color = INK) => doc.font(FACES[face]).fontSize(size).fillColor(color);
  const makeRoom = (height: number): boolean => {
    if (doc.y + height <= bottom()) return false;
    doc.addPage();
    return true;
  };
  const rule = (y: number, color = LINE): void => {
    doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + width, y)
      .lineWidth(0.5)
      .strokeColor(color)
      .stroke();
  };
  const heightOf = (cells: readonly string[], widths: readonly number[]): number =>
    Math.max(...cells.map((cell, at) => doc.heightOfString(cell, { width: widths[at] ?? width })));
  const tableRow = (columns: readonly Column[], cells: readonly string[], widths: readonly number[]): void => {
    const top = doc.y + 3;
    const height = heightOf(cells, widths);
    let left = MARGIN;
    cells.forEach((cell, at) => {
      const room = widths[at] ?? width;
      doc.text(cell, left, top, { width: room, align: columns[at]?.isFigure ? "right" : "left" });
      left += room + GAP;
    });
    doc.x = MARGIN;
    doc.y = top + height + 3;
  };
  return {
    title(text: string, below: string): void {
      write("bold", 19, GREEN).text(text);
      write("bold", 12).text(below);
      doc.moveDown(0.4);
    },
    heading(text: string): void {
      makeRoom(70);
      doc.moveDown(0.9);
      write("bold", 11).text(clean(text), MARGIN);
      doc.moveDown(0.2);
    },
    note(text: string): void {
      write("plain", 8.5, GREY);
      makeRoom(doc.heightOfString(text, { width }));
      doc.text(text, MARGIN, doc.y, { width });
      doc.moveDown(0.3);
    },
    facts(facts: readonly Fact[]): void {
      const nameWidth = 140;
      const room = width - nameWidth;
      for (const { name, text, small } of facts) {
        write("plain", 9);
        makeRoom(heightOf([name, clean(text)], [nameWidth - GAP, room]) + (small === undefined ? 0 : 11));
        const top = doc.y;
        write("plain", 9, GREY).text(name, MARGIN, top, { width: nameWidth - GAP });
        const below = doc.y;
        write("plain", 9).text(clean(text), MARGIN + nameWidth, top, { width: room });
        if (small !== undefined) write("plain", 7.5, GREY).text(clean(small), { width: room });
        doc.x = MARGIN;
        doc.y = Math.max(doc.y, below) + 2;
      }
    },
    table(columns: readonly Column[], rows: readonly Row[]): void {
      const shares = columns.reduce((sum, { share }) => sum + share, 0);
      const widths = columns.map(({ share }) => ((width - GAP * (columns.length - 1)) * share) / shares);
      const headings = columns.map(({ heading }) => heading);
      const head = (): void => {
        write("bold", 8, GREY);
        tableRow(columns, headings, widths);
        rule(doc.y);
      };
      makeRoom(50);
      head();
      for (const { cells, below } of rows) {
        const texts = cells.map(clean);
        const note = below ? clean(below) : "";
        write("plain", 7.5);
        const noteHeight = note === "" ? 0 : doc.heightOfString(note, { width });
        write("plain", 8.5);
        if (makeRoom(heightOf(texts, widths) + noteHeight + 6)) head();
        write("plain", 8.5);
        tableRow(columns, texts, widths);
        if (note !== "") {
          write("plain", 7.5, GREY).text(note, MARGIN, doc.y - 2, { width });
          doc.y += 3;
        }
        rule(doc.y);
      }
      doc.moveDown(0.3);
    },
    /** Ends the document: every page gets its foot, which is told which of how many it is. */
    end(foot: (page: number, pages: number) => string): void {
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page++) {
        doc.switchToPage(page);
        doc.page.margins.bottom = 0; // or a text down here would start a page
        const top = doc.page.height - MARGIN - 12;
        rule(top - 6);
        write("plain", 7.5, GREY).text(foot(page + 1, count), MARGIN, top, { width, lineBreak: false });
      }
      doc.end();
    },
  };
}

/** A column of words. */
export function left(heading: string, share: number): Column {
  return { heading, share };
}

/** A column of figures. */
export function right(heading: string, share: number): Column {
  return { heading, share, isFigure: true };
}

/** One line of printable text, not endless. */
function clean(text: string): string {
  const line = text.replaceAll(/\p{Cc}+/gu, " ");
  return line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL)}…` : line;
}
