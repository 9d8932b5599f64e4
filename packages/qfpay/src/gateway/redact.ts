import type { Operation } from "../outcome/index.ts";
import type { JsonObject } from "../strict-json/index.ts";
import { REDACTED } from "./sent.ts";

/**
 * An answer's text as it may be kept. Openids go by name; of an answer to the openid call, which may be no JSON at all,
 * everything that is long enough to be one goes too.
 */
export function keptText(operation: Operation, text: string): string {
  const byName = text.replaceAll(/("(?:sub_)?openid"\s*:\s*)"(?:[^"\\]|\\.)*"?/g, `$1"${REDACTED}"`);
  if (operation !== "openid") return byName;
  return byName.replaceAll("\0", "").replaceAll(/[A-Za-z0-9_-]{16,}/g, REDACTED); // without NULs UTF-16 reads like ASCII
}

/** The fields of an answer as they may be kept: the openid itself is in the outcome's value alone. */
export function keptFields(operation: Operation, fields: JsonObject): JsonObject {
  return operation === "openid" && Object.hasOwn(fields, "openid") ? { ...fields, openid: REDACTED } : fields;
}
