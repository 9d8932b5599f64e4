import type { Currency } from "@tillbook/domain/money";
import { z } from "zod";

const KEY = "tillbook.recentAmounts";
const KEPT = 4;
const entries = z.array(z.object({ amount: z.string(), currency: z.string() })).catch([]);

/** Amounts asked for on this device lately, newest first, as typed. Only a convenience: lost storage loses nothing else. */
export function recentAmounts(currency: Currency): string[] {
  return read()
    .filter((entry) => entry.currency === currency)
    .map((entry) => entry.amount);
}

export function rememberAmount(amount: string, currency: Currency): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(withAmount(read(), { amount, currency })));
  } catch {
    // Storage may be forbidden; then there is nothing to remember.
  }
}

type Entry = z.infer<typeof entries>[number];

/** The list with one more amount in front: none twice, at most four of a currency. */
export function withAmount(list: readonly Entry[], added: Entry): Entry[] {
  const others = list.filter((entry) => entry.currency !== added.currency);
  const same = list.filter((entry) => entry.currency === added.currency && entry.amount !== added.amount);
  return [added, ...same.slice(0, KEPT - 1), ...others];
}

function read(): Entry[] {
  try {
    return entries.parse(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
}
