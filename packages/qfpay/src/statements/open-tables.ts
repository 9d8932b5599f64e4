import type { StatementEncoding } from "@tillbook/domain/settlement";
import { type Member, openArchive } from "./containers/archive.ts";
import { gunzipped } from "./containers/gzip.ts";
import { Refusal, type StatementLimits } from "./limits.ts";
import { encodingOf, fileKind } from "./recognise.ts";
import { type Spooled, spool } from "./spool.ts";
import { sheetTable, type Table, textTable } from "./table.ts";
import { isWorkbook, openWorkbook } from "./workbook/workbook.ts";

/** How a file was packed: not at all, in a ZIP, by gzip, or as an Excel workbook. */
export type Container = "TEXT" | "ZIP" | "GZIP" | "WORKBOOK";

/** The tables of a file: one of a text file, each sheet of a workbook, each file of an archive. */
export type OpenTables = {
  readonly container: Container;
  readonly tables: readonly Table[];
  /** Removes what was unpacked. Always call it. */
  discard(): Promise<void>;
};

export type OpenOptions = {
  readonly limits: StatementLimits;
  /** Overrides what the bytes suggest. */
  readonly encoding?: StatementEncoding | undefined;
  readonly signal?: AbortSignal | undefined;
};

type Discards = (() => void | Promise<void>)[];

/** Opens a file, one level of packing deep. Throws {@link Refusal} for what holds no table. */
export async function openTables(file: Spooled, options: OpenOptions): Promise<OpenTables> {
  const discards: Discards = [];
  const discard = async (): Promise<void> => {
    for (const each of discards.toReversed()) await each();
  };
  try {
    if (file.size === 0) throw new Refusal("EMPTY");
    return { ...(await open(file, options, discards)), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

async function open(file: Spooled, options: OpenOptions, discards: Discards): Promise<Omit<OpenTables, "discard">> {
  const kind = fileKind(file.head);
  if (kind !== null && "refused" in kind) throw new Refusal("NO_PROFILE", kind.refused);
  if (kind === null) return { container: "TEXT", tables: [textOf(file, null, options)] };
  if (kind.packed === "gzip") return { container: "GZIP", tables: await insideGzip(file, options, discards) };
  return insideZip(file, options, discards);
}

function textOf(file: Spooled, label: string | null, { encoding, limits }: OpenOptions): Table {
  return textTable(file, label, encoding ?? encodingOf(file), limits);
}

async function insideGzip(file: Spooled, options: OpenOptions, discards: Discards): Promise<readonly Table[]> {
  const inner = await gunzipped(file, options.limits.maxBytes, options.signal);
  discards.push(() => inner.discard());
  return tablesOf(inner, null, options, discards);
}

async function insideZip(file: Spooled, options: OpenOptions, discards: Discards): Promise<Omit<OpenTables, "discard">> {
  const archive = await openArchive(file.path, options.limits.maxBytes);
  discards.push(() => archive.close());
  if (isWorkbook(archive)) {
    const sheets = await openWorkbook(archive);
    return { container: "WORKBOOK", tables: sheets.map((sheet) => sheetTable(sheet, options.limits)) };
  }
  if (archive.members.some(({ name }) => name === "xl/workbook.bin")) throw new Refusal("NO_PROFILE", "XLS");
  const tables: Table[] = [];
  for (const member of archive.members) {
    const inner = await unpacked(member, options);
    discards.push(() => inner.discard());
    tables.push(...(await tablesOf(inner, member.name, options, discards)));
  }
  return { container: "ZIP", tables };
}

function unpacked(member: Member, { limits, signal }: OpenOptions): Promise<Spooled> {
  return spool(member.bytes(), limits.maxBytes, undefined, signal);
}

/** The tables of an unpacked file: text, or a workbook. Another archive inside is one level too deep; other files are passed over. */
async function tablesOf(file: Spooled, label: string | null, options: OpenOptions, discards: Discards): Promise<readonly Table[]> {
  const kind = fileKind(file.head);
  if (kind === null) return file.size === 0 ? [] : [textOf(file, label, options)];
  if ("refused" in kind) {
    if (label === null) throw new Refusal("NO_PROFILE", kind.refused);
    return [];
  }
  if (kind.packed === "gzip") throw new Refusal("NO_PROFILE", "NESTED_ARCHIVE");
  const archive = await openArchive(file.path, options.limits.maxBytes);
  discards.push(() => archive.close());
  if (!isWorkbook(archive)) throw new Refusal("NO_PROFILE", "NESTED_ARCHIVE");
  const sheets = await openWorkbook(archive);
  return sheets.map((sheet) => ({ ...sheetTable(sheet, options.limits), label: label === null ? sheet.name : `${label}/${sheet.name}` }));
}
