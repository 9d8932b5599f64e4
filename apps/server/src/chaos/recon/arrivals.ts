import { gzipSync } from "node:zlib";
import { encoded, workbookBytes, zipBytes } from "@tillbook/qfpay/statements/testing";
import { createDice } from "../../rehearse/dice.ts";
import { DAY_COLUMNS, type DayRow } from "./random-day.ts";

type File = { readonly name: string; readonly bytes: Uint8Array };
/** One way in which the rows of a day may arrive. */
export type Arrival = (rows: readonly DayRow[]) => readonly File[];

const BYTE_ORDER_MARK = "\ufeff";
const ofBatch = (rows: readonly DayRow[], batch: string): DayRow[] => rows.filter((row) => row.settle_batch_no === batch);
const batches = (rows: readonly DayRow[]): DayRow[][] => ["B1", "B2"].map((batch) => ofBatch(rows, batch)).filter((own) => own.length > 0);

function cellsOf(rows: readonly DayRow[], columns: readonly (typeof DAY_COLUMNS)[number][] = DAY_COLUMNS): string[][] {
  return [[...columns], ...rows.map((row) => columns.map((name) => row[name]))];
}

function csv(rows: readonly DayRow[], { columns = DAY_COLUMNS, between = ",", end = "\n" }: CsvOptions = {}): string {
  return cellsOf(rows, columns)
    .map((cells) => cells.join(between))
    .join(end);
}
type CsvOptions = { columns?: readonly (typeof DAY_COLUMNS)[number][]; between?: string; end?: string };

/** The batches as files of their own, written so. */
function files(write: (rows: readonly DayRow[]) => Uint8Array, extension = "csv"): Arrival {
  return (rows) => batches(rows).map((own, at) => ({ name: `batch-${at}.${extension}`, bytes: write(own) }));
}

const inText = (write: (rows: readonly DayRow[]) => string): Arrival => files((rows) => Buffer.from(write(rows)));

/** Ways in which the same rows arrive. The first is how we compare. */
export const ARRIVALS: Readonly<Record<string, Arrival>> = {
  "as printed": inText((rows) => csv(rows)),
  "second batch first": (rows) => inText((own) => csv(own))(rows).toReversed(),
  "all in one file": (rows) => [{ name: "all.csv", bytes: Buffer.from(csv(rows)) }],
  "rows backwards": inText((rows) => csv(rows.toReversed())),
  "rows shuffled": inText((rows) => csv(shuffled(rows))),
  "columns backwards": inText((rows) => csv(rows, { columns: DAY_COLUMNS.toReversed() })),
  "tabs and CRLF": inText((rows) => csv(rows, { between: "\t", end: "\r\n" })),
  "UTF-8 with a mark": inText((rows) => BYTE_ORDER_MARK + csv(rows)),
  "UTF-16, little end first": files((rows) => encoded(BYTE_ORDER_MARK + csv(rows), "utf-16le")),
  "UTF-16, big end first": files((rows) => encoded(BYTE_ORDER_MARK + csv(rows), "utf-16be")),
  GB18030: files((rows) => encoded(csv(rows), "gb18030")),
  gzip: files((rows) => gzipSync(csv(rows)), "csv.gz"),
  ZIP: files((rows) => zipBytes({ name: "statement.csv", bytes: csv(rows) }), "zip"),
  workbook: files((rows) => workbookBytes([{ rows: cellsOf(rows) }]), "xlsx"),
};

function shuffled(rows: readonly DayRow[]): DayRow[] {
  const dice = createDice(rows.length);
  return rows
    .map((row) => ({ row, at: dice.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
