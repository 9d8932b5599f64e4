import fc from "fast-check";
import { addDays } from "../../time/index.ts";
import { type Books, matchBooks, outcomeText } from "../index.ts";
import { books, DAY, filesOf } from "./books.ts";
import { FAULT_KINDS, type FaultKind, type Planted } from "./fault-kinds.ts";
import { offOf } from "./outcome.ts";
import { type Family, PERFECT_RULES, perfectDay } from "./perfect-day.ts";

/** Books with faults planted in them, and what must come of them. */
export type FaultyBooks = {
  readonly given: Books;
  readonly breaks: readonly string[];
  readonly carried: readonly string[];
  readonly kinds: readonly FaultKind[];
};

const KINDS = Object.keys(FAULT_KINDS).filter(isKind);
const LATER_DAYS = 20;

/** Books of a perfect day with any number of faults, looked at the morning after or when the grace of everything is over. */
export const faultyBooks: fc.Arbitrary<FaultyBooks> = perfectDay.chain((families) => {
  const wish = fc.record({
    kind: fc.option(fc.constantFrom(...KINDS), { freq: 2 }),
    off: fc.bigInt(2n, 500n),
    isLess: fc.boolean(),
  });
  const wishes = fc.array(wish, { minLength: families.length, maxLength: families.length });
  return fc.record({ wishes, isLate: fc.boolean() }).map(({ wishes, isLate }) => {
    const planted = families.map((family, n) => plant(family, wishes[n]));
    return booksOf(
      planted.map(({ of }) => of),
      planted.flatMap(({ kind }) => kind ?? []),
      isLate,
    );
  });
});

type Wish = { kind: FaultKind | null; off: bigint; isLess: boolean };

/** Faults strike payments that nobody has given back, so that none has a second consequence. */
function plant({ payment, refunds }: Family, wish: Wish | undefined): { of: Planted; kind: FaultKind | null } {
  const whole = [payment, ...refunds];
  if (!wish?.kind || refunds.length > 0)
    return { of: { ours: whole.map(({ ours }) => ours), rows: whole.map(({ row }) => row), breaks: [], unseen: [] }, kind: null };
  return { of: FAULT_KINDS[wish.kind](payment, wish.isLess ? -wish.off : wish.off), kind: wish.kind };
}

function booksOf(planted: readonly Planted[], kinds: readonly FaultKind[], isLate: boolean): FaultyBooks {
  const lines = planted.flatMap(({ rows }) => rows).map((row, at) => ({ ...row, lineNo: at + 2 }));
  const unseen = planted.flatMap((each) => each.unseen);
  const missing = unseen.map(({ syssn, amount }) => `MISSING_EXTERNAL ${syssn} ${-amount.minor} ${amount.currency}`);
  const given = books({
    transactions: planted.flatMap(({ ours }) => ours),
    lines,
    otherLines: planted.flatMap(({ otherLines }) => otherLines ?? []),
    files: lines.length > 0 ? filesOf(lines) : [],
    rules: PERFECT_RULES,
    asOf: addDays(DAY, isLate ? LATER_DAYS : 1),
  });
  return {
    given,
    kinds,
    breaks: [...planted.flatMap(({ breaks }) => breaks), ...(isLate ? missing : [])].toSorted(),
    carried: isLate ? [] : unseen.map(({ syssn }) => syssn).toSorted(),
  };
}

/** What is wrong with how such books come out; empty when exactly the planted breaks are found and every proof is zero. */
export function wrongs({ given, breaks, carried }: FaultyBooks): string[] {
  const outcome = matchBooks(given);
  const found = outcome.broken.map(({ codes, syssn, difference }) =>
    [codes.join("+"), syssn ?? "-", difference.minor, difference.currency].join(" "),
  );
  const waiting = outcome.carried.map(({ transaction }) => transaction.syssn);
  const backwards = { ...given, lines: given.lines.toReversed(), transactions: given.transactions.toReversed() };
  const isSame = outcomeText(matchBooks(backwards)).join("\n") === outcomeText(outcome).join("\n");
  return [
    ...differing("break", found, breaks),
    ...differing("carried", waiting, carried),
    ...offOf(outcome).map((proof) => `proof off: ${proof}`),
    ...(isSame ? [] : ["read backwards, it comes out otherwise"]),
  ];
}

function differing(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const left = [...found];
  const missing = wanted.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((each) => `${what} not found: ${each}`), ...left.map((each) => `${what} made up: ${each}`)];
}

/** How often each kind was planted, and the smallest books that came out wrong, if any. */
export type FaultsChecked = { readonly runs: number; readonly planted: ReadonlyMap<FaultKind, number>; readonly wrong: string | null };

/** Plants faults in so many random books. The same seed gives the same books. */
export function checkPlantedFaults({ runs, seed }: { runs: number; seed: number }): FaultsChecked {
  const planted = new Map<FaultKind, number>();
  const details = fc.check(
    fc.property(faultyBooks, (faulty) => {
      for (const kind of faulty.kinds) planted.set(kind, (planted.get(kind) ?? 0) + 1);
      const wrong = wrongs(faulty);
      if (wrong.length > 0) throw new Error(`${faulty.kinds.join(", ")}: ${wrong.join("; ")}`);
    }),
    { numRuns: runs, seed },
  );
  return { runs: details.numRuns, planted, wrong: details.failed ? String(details.errorInstance) : null };
}

function isKind(name: string): name is FaultKind {
  return Object.hasOwn(FAULT_KINDS, name);
}
