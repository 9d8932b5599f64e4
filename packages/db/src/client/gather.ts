import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** What a batch answers for work that has to go by itself after all. */
export const BY_ITSELF = Symbol("by itself");

export type Gathering<Item, Result> = {
  /** Does one that could not go with others, and may wait for as long as it takes. */
  readonly alone: (item: Item) => Promise<Result>;
  /** Does one or several in one transaction, all or nothing; answers in their order. It waits for no lock. */
  readonly together: (items: readonly Item[]) => Promise<readonly (Result | typeof BY_ITSELF)[]>;
  /** Which work may not be in one batch: of each key only one at a time. */
  readonly keyOf: (item: Item) => string;
};

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly inItsPlace: <T>(work: () => T) => T;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

const MOST_TOGETHER = 64;
/** Fewer than so many, under way and waiting, go beside each other: the commit that each waits for costs more time than work. */
const FEW = 4;
/** While the database is busy with one of many, we get the next ready. */
const BATCHES_AT_ONCE = 2;

/**
 * Lets work that comes at the same time go to the database as one transaction: what comes while many are under way goes with the next
 * batch, and little waits for nothing. Of many two batches at a time, since beginning a statement costs the database as much as two or
 * three rows of it. Where it refuses a batch, nothing of it has happened, and each goes by itself, to be done or refused.
 */
export function gather<Item, Result>({ alone, together, keyOf }: Gathering<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  const keysUnderWay = new Set<string>();
  let isBeginning = false;
  let batches = 0;

  function soon(): void {
    const under = keysUnderWay.size;
    if (isBeginning || waiting.length === 0 || (batches >= BATCHES_AT_ONCE && under + waiting.length >= FEW)) return;
    isBeginning = true;
    setImmediate(() => {
      isBeginning = false;
      void begin(takeBatch(waiting, keyOf, keysUnderWay));
    });
  }

  async function begin(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    batches += 1;
    const keys = batch.map(({ item }) => keyOf(item));
    for (const key of keys) keysUnderWay.add(key);
    await settle(batch);
    batches -= 1;
    for (const key of keys) keysUnderWay.delete(key);
    if (batch.length > 0) soon();
  }

  /** Ends when the batch has; what has to go by itself does not hold others up. */
  async function settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    try {
      const results = await first.inItsPlace(() => together(batch.map(({ item }) => item)));
      for (const [at, one] of batch.entries()) {
        const result = results[at];
        if (result === undefined || result === BY_ITSELF) goAlone(one);
        else one.resolve(result);
      }
    } catch (error) {
      const isUndone = error instanceof pg.DatabaseError && batch.length > 1;
      for (const one of batch) {
        if (isUndone) goAlone(one);
        else one.reject(error);
      }
    }
  }

  function goAlone({ item, inItsPlace, resolve, reject }: Waiting<Item, Result>): void {
    void inItsPlace(() => alone(item)).then(resolve, reject);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, inItsPlace: AsyncLocalStorage.snapshot(), resolve, reject });
      soon();
    });
}

/** As {@link gather} for each door, such as a database, that work comes to. */
export function gatherBy<Door extends object, Item, Result>(
  gatheringOf: (door: Door) => Gathering<Item, Result>,
): (door: Door, item: Item) => Promise<Result> {
  const gates = new WeakMap<Door, (item: Item) => Promise<Result>>();
  return (door, item) => {
    const gate = gates.get(door) ?? gather(gatheringOf(door));
    gates.set(door, gate);
    return gate(item);
  };
}

/** Takes the longest waiting, of each key the first, and none of a key that is under way. */
function takeBatch<Item, Result>(
  waiting: Waiting<Item, Result>[],
  keyOf: (item: Item) => string,
  underWay: ReadonlySet<string>,
): Waiting<Item, Result>[] {
  const keys = new Set<string>();
  const batch: Waiting<Item, Result>[] = [];
  const left: Waiting<Item, Result>[] = [];
  for (const one of waiting) {
    const key = keyOf(one.item);
    const isIn = batch.length < MOST_TOGETHER && !keys.has(key) && !underWay.has(key);
    if (isIn) keys.add(key);
    (isIn ? batch : left).push(one);
  }
  waiting.splice(0, waiting.length, ...left);
  return batch;
}
