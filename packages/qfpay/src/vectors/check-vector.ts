import { isNotificationSigned } from "../notifications/index.ts";
import { canonicalText, digest, digestParams } from "../signing/index.ts";
import { formBody, queryString } from "../transport/index.ts";
import type { ParamsVector, RawBodyVector, Vector } from "./vector.ts";

/** One way in which a vector does not hold. */
export type Discrepancy = { readonly what: string; readonly expected: string; readonly got: string };

/** Checks a vector on the bare digest function; empty when it holds. */
export function checkVector(vector: Vector): Discrepancy[] {
  const { got, found } = vector.kind === "params" ? checkParams(vector) : checkRawBody(vector);
  const all = [same("digest", vector.expected.toUpperCase(), got), ...found];
  if (vector.publishedForm !== undefined) all.push(same("publishedForm", vector.publishedForm.toUpperCase(), got));
  for (const wrong of vector.mustNotEqual ?? []) {
    if (wrong.toUpperCase() === got) all.push({ what: "mustNotEqual", expected: `anything but ${wrong}`, got });
  }
  return all.filter((one) => one !== null);
}

function checkParams(vector: ParamsVector) {
  const nonEmpty = Object.fromEntries(Object.entries(vector.params).filter(([, value]) => value !== ""));
  const params = vector.emptyValues === "kept" ? vector.params : nonEmpty;
  const key = keyOf(vector);
  const got = digestParams(params, key, vector.signtype);
  const { sign: _, ...unsigned } = params;
  const found = [
    optional("signString", vector.signString, () => canonicalText(params)),
    optional("emptyDropped", vector.emptyDropped, () => digestParams(nonEmpty, key, vector.signtype)),
    optional("formBody", vector.formBody, () => formBody(unsigned)),
    optional("urlQuery", vector.urlQuery, () => `${queryString(unsigned)}&sign=${got}`),
  ];
  return { got, found };
}

function checkRawBody(vector: RawBodyVector) {
  const bytes = Buffer.from(vector.rawBody);
  const key = keyOf(vector);
  const shouldVerify = vector.shouldVerifyAsNotification ?? (vector.direction === "notification" ? true : undefined);
  const found = [
    optional("rawBodyBytes", vector.rawBodyBytes?.toString(), () => bytes.length.toString()),
    optional("verifies as notification", shouldVerify?.toString(), () => isNotificationSigned(bytes, vector.expected, key).toString()),
  ];
  return { got: digest(bytes, key, vector.signtype), found };
}

function keyOf({ scheme, key }: Vector): string {
  return scheme === "wechat-v2" && !key.startsWith("&key=") ? `&key=${key}` : key;
}

function optional(what: string, expected: string | undefined, got: () => string): Discrepancy | null {
  return expected === undefined ? null : same(what, expected, got());
}

function same(what: string, expected: string, got: string): Discrepancy | null {
  return expected === got ? null : { what, expected, got };
}
