import { type FoundHeader, findHeader, type ProfileChoice, SEARCHED_ROWS } from "./header.ts";
import { Refusal, type StatementLimits } from "./limits.ts";
import type { FileContext } from "./profile.ts";
import { kindOfHead } from "./recognise.ts";
import type { HeadRow, Table } from "./table.ts";

/** The table to read, with its header. */
export type ChosenTable = { readonly table: Table; readonly head: readonly HeadRow[]; readonly header: FoundHeader };

export type TableChoice = {
  readonly profilesFor: ProfileChoice;
  /** A sheet or file by name; hidden sheets are read only so. */
  readonly table?: string | undefined;
  readonly headRows?: number | undefined;
  readonly limits: StatementLimits;
  readonly context: FileContext;
};

/**
 * Finds the one table that a profile knows. Throws {@link Refusal} when there is none, or when several could be meant:
 * a file stands for one statement, and line numbers must name one row.
 */
export async function chooseTable(tables: readonly Table[], choice: TableChoice): Promise<ChosenTable> {
  const offered = tables.filter(({ label, isHidden }) => (choice.table === undefined ? !isHidden : label === choice.table));
  const found: ChosenTable[] = [];
  const refusals: Refusal[] = [];
  for (const table of offered) {
    const tried = await tryTable(table, choice);
    if (tried instanceof Refusal) refusals.push(tried);
    else found.push(tried);
  }
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) throw new Refusal("NO_PROFILE", "SEVERAL_TABLES", { tables: found.map(({ table }) => table.label).join(", ") });
  const [reason, ...reasons] = refusals;
  if (reason !== undefined && reasons.length === 0) throw reason;
  const telling = refusals.find(({ reason, hint }) => reason !== "NO_PROFILE" || hint !== "UNKNOWN_COLUMNS");
  throw telling ?? new Refusal("NO_PROFILE", "NO_TABLE_INSIDE", { tables: tables.map(({ label }) => label ?? "").join(", ") });
}

async function tryTable(table: Table, { profilesFor, headRows, limits, context }: TableChoice): Promise<ChosenTable | Refusal> {
  try {
    const head = await table.head(Math.max(SEARCHED_ROWS, headRows ?? 0));
    if (head.length === 0) return new Refusal("EMPTY");
    const choice: ProfileChoice = table.encoding === null ? (header, lineNo) => profilesFor(header, lineNo, null) : profilesFor;
    const header = refusedOr(() => findHeader(head, choice, limits, context));
    const isKnown = !(header instanceof Refusal) && header.profile.mapping === undefined;
    const kind = isKnown ? null : kindOfHead(head); // a mapping makes no statement of what is none
    if (kind) return new Refusal("NO_PROFILE", kind);
    return header instanceof Refusal ? header : { table, head, header };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function refusedOr<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
