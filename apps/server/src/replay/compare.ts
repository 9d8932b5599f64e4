import { z } from "zod";

const SETS = new Set(["matched", "broken", "carried", "ignored", "prior_day_items", "payouts", "bank"]);
/** Lists inside an entry whose order says nothing. */
const UNORDERED = new Set(["explained", "codes", "syssn", "alerts"]);

const object = z.record(z.string(), z.unknown());
type Plain = z.infer<typeof object>;

/**
 * Holds a step's result against what is expected of it. Only keys that the expectation names and that the step answers with are compared;
 * entry lists are sets keyed by line, by syssn or payout where there is no line.
 * @returns one sentence per difference; none when the step passes
 */
export function differencesOf(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
  answers: readonly string[],
): string[] {
  return Object.entries(expected).flatMap(([key, wanted]) => {
    if (!answers.includes(key)) return [];
    if (SETS.has(key)) return setDifferences(key, wanted, actual[key]);
    return valueDifferences(key, wanted, actual[key]);
  });
}

function setDifferences(name: string, wanted: unknown, got: unknown): string[] {
  const expected = keyed(wanted);
  const actual = keyed(got);
  const missing = [...expected.keys()].filter((key) => !actual.has(key)).map((key) => `${name}: ${key} is missing`);
  const surplus = [...actual.keys()]
    .filter((key) => !expected.has(key))
    .map((key) => `${name}: ${key} is not expected (${JSON.stringify(actual.get(key))})`);
  const different = [...expected].flatMap(([key, entry]) => {
    const own = actual.get(key);
    return own ? objectDifferences(`${name} ${key}`, entry, own) : [];
  });
  return [...missing, ...surplus, ...different];
}

/** Several entries of one key would hide each other, so they get a number. */
function keyed(entries: unknown): Map<string, Plain> {
  const found = new Map<string, Plain>();
  for (const entry of z.array(object).safeParse(entries).data ?? []) {
    const key = [entry["line"], entry["syssn"], entry["payout_ref"]].find((name) => typeof name === "string") ?? "";
    let at = 1;
    while (found.has(numbered(key, at))) at += 1;
    found.set(numbered(key, at), entry);
  }
  return found;
}

function numbered(key: string, at: number): string {
  return at === 1 ? key : `${key} (${at})`;
}

function objectDifferences(name: string, wanted: Plain, got: Plain): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => valueDifferences(`${name}: ${key}`, value, got[key], key));
}

function valueDifferences(name: string, wanted: unknown, got: unknown, key = name): string[] {
  const wantedObject = object.safeParse(wanted).data;
  const gotObject = object.safeParse(got).data;
  if (wantedObject && gotObject && !Array.isArray(wanted)) return objectDifferences(name, wantedObject, gotObject);
  return canonical(wanted, key) === canonical(got, key) ? [] : [`${name} is ${JSON.stringify(got)}, expected ${JSON.stringify(wanted)}`];
}

function canonical(value: unknown, key: string): string {
  if (!Array.isArray(value)) return JSON.stringify(value) ?? "nothing";
  const parts = value.map((part) => JSON.stringify(sortedKeys(part)));
  return JSON.stringify(UNORDERED.has(key) ? parts.toSorted() : parts);
}

function sortedKeys(value: unknown): unknown {
  const plain = object.safeParse(value).data;
  if (!plain || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(plain).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
