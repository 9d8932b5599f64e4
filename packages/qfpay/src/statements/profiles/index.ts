import type { StatementProfile } from "../profile.ts";
import { canonicalV1 } from "./canonical.ts";

/** Every format we read, one file each. The first that knows a header reads the file. */
export const PROFILES: readonly StatementProfile[] = [canonicalV1];
