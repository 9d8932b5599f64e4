import type { ColumnMapping } from "@tillbook/domain/settlement";
import type { ProfileChoice } from "./header.ts";
import { headerSignature } from "./header-signature.ts";
import { mappedProfile } from "./mapping/mapped-profile.ts";
import { PROFILES } from "./profiles/index.ts";
import type { Delimiter } from "./records.ts";

/** A mapping that people saved, under the signature of the header it was made for. */
export type KnownMapping = { readonly signature: string; readonly mapping: ColumnMapping };

type Wishes = {
  readonly profile?: string | undefined;
  readonly mapping?: ColumnMapping | undefined;
  readonly savedMappings?: readonly KnownMapping[] | undefined;
};

/** Which profiles to try on a header: what was asked for and nothing else; otherwise what people saved for it, then all that we know. */
export function profilesFor({ profile, mapping, savedMappings = [] }: Wishes): ProfileChoice {
  if (mapping !== undefined) {
    const mapped = mappedProfile(mapping);
    const isPlace = (lineNo: number): boolean => mapping.header_row === null || mapping.header_row === lineNo;
    return (_header, lineNo, delimiter) => (isPlace(lineNo) && fits(mapping, delimiter) ? [mapped] : []);
  }
  if (profile !== undefined && profile !== "CUSTOM") {
    const named = PROFILES.filter(({ name }) => name === profile);
    return () => named;
  }
  const others = profile === "CUSTOM" ? [] : PROFILES;
  const saved = savedMappings.map((known) => ({ ...known, profile: mappedProfile(known.mapping) }));
  if (saved.length === 0) return () => others;
  return (header, _lineNo, delimiter) => {
    const signature = headerSignature(header);
    const own = saved.filter((known) => known.signature === signature && fits(known.mapping, delimiter));
    return [...own.map((known) => known.profile), ...others];
  };
}

function fits({ delimiter: wanted }: ColumnMapping, delimiter: Delimiter | null): boolean {
  return wanted === "auto" || delimiter === null || delimiter === wanted;
}
