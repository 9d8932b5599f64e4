import { CellFault, cleaned } from "./cells.ts";
import { Refusal, type StatementLimits } from "./limits.ts";
import type { FileContext, OpenedProfile, ProfileReader, StatementProfile } from "./profile.ts";
import type { Delimiter } from "./records.ts";
import type { HeaderPlace, HeadRow } from "./table.ts";

/** Where the table begins: title lines may stand above it. */
export const SEARCHED_ROWS = 40;

export type FoundHeader = {
  readonly profile: StatementProfile;
  readonly reader: ProfileReader;
  readonly place: HeaderPlace;
  readonly cells: readonly string[];
};

/** Profiles to try on a header; a saved mapping joins by what the header says. Workbooks have no delimiter. */
export type ProfileChoice = (header: readonly string[], lineNo: number, delimiter: Delimiter | null) => readonly StatementProfile[];

/** Finds the header row and the profile that knows it. Throws {@link Refusal} NO_PROFILE, with what is wrong as far as it shows. */
export function findHeader(
  head: readonly HeadRow[],
  profilesFor: ProfileChoice,
  limits: StatementLimits,
  context: FileContext,
): FoundHeader {
  let seen: readonly string[] = [];
  let unfit: Extract<OpenedProfile, { kind: "unfit" }> | null = null;
  for (const [at, { lineNo, readings }] of head.entries()) {
    const above = head.slice(0, at).map(({ text }) => text);
    for (const { delimiter, cells: whole } of readings) {
      const offset = Math.max(
        0,
        whole.findIndex((cell) => cell.trim() !== ""),
      );
      const cells = whole.slice(offset);
      if (cells.length > limits.maxColumns) throw new Refusal("TOO_MANY_COLUMNS", null, { limit: String(limits.maxColumns) });
      if (namesIn(cells) > namesIn(seen)) seen = cells;
      for (const profile of profilesFor(cells, lineNo, delimiter)) {
        const opened = openedBy(profile, cells, above, context);
        if (opened?.kind === "reader") return { profile, reader: opened, place: { lineNo, delimiter, offset, width: cells.length }, cells };
        unfit ??= opened;
      }
    }
  }
  if (unfit) throw new Refusal("NO_PROFILE", unfit.hint, { columns: unfit.columns.join(", ") });
  throw new Refusal("NO_PROFILE", "UNKNOWN_COLUMNS", { columns: seen.map(cleaned).join(", ").slice(0, 300) });
}

/** A first record that a profile knows but cannot read, such as a count that is none, says what is wrong like a missing column. */
export function openedBy(
  profile: StatementProfile,
  cells: readonly string[],
  above: readonly string[],
  context: FileContext,
): OpenedProfile | null {
  try {
    return profile.open(cells, above, context);
  } catch (error) {
    if (!(error instanceof CellFault)) throw error;
    return { kind: "unfit", hint: "UNKNOWN_COLUMNS", columns: [error.text.slice(0, 100)] };
  }
}

function namesIn(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== "").length;
}

/** The rows above a header as the profile's own delimiter splits them. */
export function cellsAbove(head: readonly HeadRow[], { place }: FoundHeader): { lineNo: number; text: string; cells: readonly string[] }[] {
  return head
    .filter(({ lineNo }) => lineNo < place.lineNo)
    .flatMap(({ lineNo, text, readings }) => {
      const cells = readings.find(({ delimiter }) => delimiter === place.delimiter)?.cells;
      return cells === undefined ? [] : [{ lineNo, text, cells: cells.slice(place.offset) }];
    });
}
