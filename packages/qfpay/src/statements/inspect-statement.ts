import type { RefusalHint, RefusalReason, StatementEncoding } from "@tillbook/domain/settlement";
import { cleaned } from "./cells.ts";
import { openedBy, SEARCHED_ROWS } from "./header.ts";
import { headerSignature } from "./header-signature.ts";
import { Refusal, STATEMENT_LIMITS, type StatementLimits } from "./limits.ts";
import { dateEvidence } from "./mapping/date-formats.ts";
import { type Container, openTables } from "./open-tables.ts";
import { PROFILES } from "./profiles/index.ts";
import { encodingChoices, kindOfHead } from "./recognise.ts";
import type { Spooled } from "./spool.ts";
import type { HeadRow, Table } from "./table.ts";

/** What the mapping screen needs to know about a table. */
export type InspectedTable = {
  readonly label: string | null;
  readonly isHidden: boolean;
  readonly encoding: StatementEncoding | null;
  /** Encodings to offer: Big5 beside GB18030, since the two cannot be told apart reliably. */
  readonly encodings: readonly StatementEncoding[];
  readonly delimiter: string;
  /** Where the header seems to be, from 1; for people to correct. */
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly signature: string;
  /** The profile that would read it as it is. */
  readonly profile: string | null;
  /** The first rows below the header, as split. */
  readonly sample: readonly (readonly string[])[];
  /** For columns that look like dates: their format when the rows seen so far prove it, null when days and months could change places. */
  readonly dateFormats: Readonly<Record<string, string | null>>;
};

export type Inspection =
  | {
      readonly kind: "refused";
      readonly reason: RefusalReason;
      readonly hint: RefusalHint | null;
      readonly params: Readonly<Record<string, string>>;
    }
  | { readonly kind: "tables"; readonly container: Container; readonly tables: readonly InspectedTable[] };

export type InspectOptions = { readonly limits?: StatementLimits; readonly encoding?: StatementEncoding; readonly signal?: AbortSignal };

const SAMPLE_ROWS = 20;
const LOOKED_AT_ROWS = 2_000;
const LOOKS_LIKE_DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$/;

/** Looks into a file without taking anything from it: how it is packed, written and headed. */
export async function inspectStatement(file: Spooled, options: InspectOptions = {}): Promise<Inspection> {
  const limits = options.limits ?? STATEMENT_LIMITS;
  try {
    const opened = await openTables(file, { ...options, limits });
    try {
      const tables: InspectedTable[] = [];
      for (const table of opened.tables) {
        const inspected = await inspectTable(table);
        if (inspected !== null) tables.push(inspected);
      }
      return { kind: "tables", container: opened.container, tables };
    } finally {
      await opened.discard();
    }
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", reason: error.reason, hint: error.hint, params: error.params };
    throw error;
  }
}

async function inspectTable(table: Table): Promise<InspectedTable | null> {
  const head = await table.head(LOOKED_AT_ROWS);
  if (head.length === 0) return null;
  const { row, delimiter, profile } = headerOf(head);
  const kind = profile === null ? kindOfHead(head) : null;
  if (kind) throw new Refusal("NO_PROFILE", kind);
  const rows = head.slice(row).map(({ readings }) => readings.find((reading) => reading.delimiter === delimiter)?.cells ?? []);
  const [header = [], ...below] = rows;
  return {
    label: table.label,
    isHidden: table.isHidden,
    encoding: table.encoding,
    encodings: table.encoding === null ? [] : encodingChoices(table.encoding),
    delimiter,
    headerRow: head[row]?.lineNo ?? 1,
    header: header.map(cleaned),
    signature: headerSignature(header),
    profile,
    sample: below.slice(0, SAMPLE_ROWS),
    dateFormats: dateFormatsOf(header, below),
  };
}

type GuessedHeader = { row: number; delimiter: string; profile: string | null };

/** The row that a profile knows; else the row with most names, which are texts and not figures. */
function headerOf(head: readonly HeadRow[]): GuessedHeader {
  let best = { row: 0, delimiter: ",", profile: null, names: 0 };
  for (const [row, { readings }] of head.slice(0, SEARCHED_ROWS).entries()) {
    const above = head.slice(0, row).map(({ text }) => text);
    for (const { delimiter, cells } of readings) {
      const known = PROFILES.find((profile) => openedBy(profile, cells, above, { mchid: "" })?.kind === "reader");
      if (known) return { row, delimiter, profile: known.name };
      const names = new Set(cells.map(cleaned).filter((text) => text !== "" && !/^[\d.,:/() -]+$/.test(text))).size;
      if (names > best.names) best = { row, delimiter, profile: null, names };
    }
  }
  return best;
}

function dateFormatsOf(header: readonly string[], rows: readonly (readonly string[])[]): Record<string, string | null> {
  const columns = header.map((name, at) => {
    const evidence = dateEvidence();
    const texts = rows.map((cells) => cleaned(cells[at] ?? "")).filter((text) => text !== "");
    const isDates = texts.length > 0 && texts.every((text) => LOOKS_LIKE_DATE.test(text));
    for (const text of texts) evidence.see(text);
    return isDates ? ([cleaned(name), evidence.format()] as const) : null;
  });
  return Object.fromEntries(columns.filter((column) => column !== null));
}
