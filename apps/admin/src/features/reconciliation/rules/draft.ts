import { isMapOfNames, type RuleSet } from "@tillbook/domain/account-rules";
import { z } from "zod";
import { saysOther, type TextFault, textOf, valueOf } from "./field-text.ts";
import { FREE_TERMS as FREE, LEDGER_PARTS, limitPath, ROW_FIELDS, type RowList, RULE_FIELDS, SECTIONS, type Shape } from "./rule-fields.ts";

type Texts = Readonly<Record<string, string>>;
/** Rules as the form holds them while they are typed: texts by path, lists as rows of texts. `fee` says whether there is a contract for all rows. */
export type Draft = { readonly texts: Texts; readonly rows: Readonly<Record<RowList, readonly Texts[]>> };
/** Settings that shall be others, in the words of the rules: what `rules.propose` and the dry run take. */
export type Patch = Readonly<Record<string, unknown>>;
/** What of a draft is another rule, and where it cannot be read; both by path, as `fees.0.rate` in a list. */
export type Reading = {
  readonly patch: Patch;
  readonly changed: ReadonlySet<string>;
  readonly faults: Readonly<Record<string, TextFault>>;
};

const named = z.record(z.string(), z.unknown()).catch({});
const listed = z.array(named).catch([]);
const LISTS = ["fees", "expectedFees"] as const satisfies readonly RowList[];
const FREE_TERMS: Texts = Object.fromEntries(Object.entries(FREE).map(([name, text]) => [`fee.${name}`, text]));

/** The fields of a set: those that every account has, and those by currency or by account of the ledger. */
export function fieldsOf(set: RuleSet, currencies: readonly string[]): ReadonlyMap<string, Shape> {
  const fields = new Map<string, Shape>(
    SECTIONS[set].flatMap(({ paths }) => paths.map((path): [string, Shape] => [path, RULE_FIELDS[path]])),
  );
  const text = { kind: "text", range: [1, 100], isOptional: true } as const;
  if (set === "settlement") for (const part of LEDGER_PARTS) fields.set(part.code, text).set(part.label, text);
  else for (const currency of currencies) fields.set(limitPath(currency), { kind: "amount", isOptional: true, hint: "noLimit" });
  return fields;
}

/** The form of rules in words. */
export function draftOf(fields: ReadonlyMap<string, Shape>, words: object): Draft {
  const { fee = null } = named.parse(words);
  const texts = [...fields].map(([path, shape]) => [path, textOf(shape, valueAt(words, path)) || (FREE_TERMS[path] ?? "")]);
  const rows = { fees: rowsOf("fees", valueAt(words, "fees")), expectedFees: rowsOf("expectedFees", valueAt(words, "expectedFees")) };
  return { texts: { ...Object.fromEntries(texts), fee: fee === null ? "no" : "yes" }, rows };
}

/** What a draft changes of the rules in force. What cannot be read yet is left out of the patch. */
export function readDraft(fields: ReadonlyMap<string, Shape>, { texts, rows }: Draft, words: object): Reading {
  const inForce = draftOf(fields, words);
  const faults: Record<string, TextFault> = {};
  const changed = new Set<string>();
  const patch: Record<string, unknown> = {};
  const put = (path: string, value: unknown): void => {
    const [name = path, inner] = path.split(".");
    patch[name] = inner === undefined ? value : { ...named.parse(patch[name]), [inner]: value };
  };
  const read = (path: string, shape: Shape, text: string): { value: unknown } | null => {
    const found = valueOf(shape, text);
    if ("value" in found) return found;
    faults[path] = found.fault;
    return null;
  };
  const [hasFee, hadFee] = [texts.fee === "yes", inForce.texts.fee === "yes"];
  if (hasFee !== hadFee) changed.add("fee");
  if (hadFee && !hasFee) patch.fee = null;
  for (const [path, shape] of fields) {
    const [name = path] = path.split(".");
    const text = texts[path] ?? "";
    const isOther = saysOther(shape, text, inForce.texts[path] ?? "") || (path === "fee.rate" && !hadFee);
    if (!isOther || (name === "fee" && !hasFee)) continue;
    changed.add(path);
    const found = read(path, shape, text);
    if (found && !isMapOfNames(name)) put(path, found.value);
  }
  for (const list of LISTS) {
    if (JSON.stringify(rows[list]) === JSON.stringify(inForce.rows[list])) continue;
    changed.add(list);
    patch[list] = rows[list].map((row, at) => wordsOfRow(list, row, (name, shape, text) => read(`${list}.${at}.${name}`, shape, text)));
  }
  if (touches(changed, "ledgerAccounts")) patch.ledgerAccounts = ledgerOf(texts, faults);
  if (touches(changed, "approvalAbove")) patch.approvalAbove = limitsOf(texts, faults, valueAt(words, "approvalAbove"));
  return { patch, changed, faults };
}

/** Patches in an address are text; what is none is no patch. */
export const patchText = {
  read(text: string | undefined): Patch {
    try {
      return named.parse(JSON.parse(text ?? "{}"));
    } catch {
      return {};
    }
  },
  write(patch: Patch): string | undefined {
    return Object.keys(patch).length === 0 ? undefined : JSON.stringify(patch);
  },
};

/** The value at a path such as `fee.rate`; undefined where there is none. */
export function valueAt(words: object, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => named.parse(value)[name], words);
}

function rowsOf(list: RowList, value: unknown): Texts[] {
  return listed
    .parse(value)
    .map((row) => Object.fromEntries(Object.entries(ROW_FIELDS[list]).map(([name, shape]) => [name, textOf(shape, row[name])])));
}

function wordsOfRow(list: RowList, row: Texts, read: (name: string, shape: Shape, text: string) => { value: unknown } | null): object {
  const values = Object.entries(ROW_FIELDS[list]).flatMap(([name, shape]) => {
    const found = read(name, shape, row[name] ?? "");
    return found ? [[name, found.value] as const] : [];
  });
  return Object.fromEntries(values);
}

/** Both or neither: a code without a name says nothing to a ledger. */
function ledgerOf(texts: Texts, faults: Record<string, TextFault>): object {
  const entries = LEDGER_PARTS.flatMap(({ name, code: codePath, label }) => {
    const [code, called] = [(texts[codePath] ?? "").trim(), (texts[label] ?? "").trim()];
    if (code === "" && called === "") return [];
    if (code === "") faults[codePath] = "required";
    if (called === "") faults[label] = "required";
    return [[name, { ...(code && { code }), ...(called && { name: called }) }] as const];
  });
  return Object.fromEntries(entries);
}

function limitsOf(texts: Texts, faults: Readonly<Record<string, TextFault>>, inForce: unknown): object {
  const typed = Object.entries(texts).filter(([path]) => path.startsWith("approvalAbove."));
  const read = typed.map(([path, text]) => [path.slice("approvalAbove.".length), faults[path] ? "" : text.trim()] as const);
  return Object.fromEntries(Object.entries({ ...named.parse(inForce), ...Object.fromEntries(read) }).filter(([, text]) => text !== ""));
}

function touches(changed: ReadonlySet<string>, name: string): boolean {
  return [...changed].some((path) => path.startsWith(`${name}.`));
}
