import { cleaned } from "./cells.ts";
import { Refusal, type StatementLimits } from "./limits.ts";
import type { OpenedProfile, StatementProfile } from "./profile.ts";
import { DELIMITERS, type Delimiter, splitLine } from "./records.ts";

/** Where the table begins: title lines may stand above it. */
const SEARCHED_LINES = 30;

export type FoundHeader = {
  readonly profile: StatementProfile;
  readonly reader: Extract<OpenedProfile, { kind: "reader" }>;
  readonly delimiter: Delimiter;
  /** Index of the header among the lines searched. */
  readonly at: number;
};

/** Finds the header row and the profile that knows it. Throws {@link Refusal} NO_PROFILE, with what is wrong as far as it shows. */
export function findHeader(lines: readonly string[], profiles: readonly StatementProfile[], limits: StatementLimits): FoundHeader {
  let seen: readonly string[] = [];
  for (const [at, line] of lines.slice(0, SEARCHED_LINES).entries()) {
    for (const delimiter of DELIMITERS) {
      const header = splitLine(line, delimiter) ?? [];
      if (header.length > limits.maxColumns) throw new Refusal("TOO_MANY_COLUMNS", null, { limit: String(limits.maxColumns) });
      if (header.length > seen.length) seen = header;
      for (const profile of profiles) {
        const opened = profile.open(header);
        if (opened?.kind === "reader") return { profile, reader: opened, delimiter, at };
        if (opened) throw new Refusal("NO_PROFILE", opened.hint, { columns: opened.columns.join(", ") });
      }
    }
  }
  throw new Refusal("NO_PROFILE", "UNKNOWN_COLUMNS", { columns: seen.map(cleaned).join(", ").slice(0, 300) });
}
