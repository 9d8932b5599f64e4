/** How long a value is good for, in milliseconds from the beginning of its read, by a clock that only goes forward. */
export type Keeping = { readonly forMs: number; readonly now: () => number };

/**
 * Lets those who ask for the same at the same time share one read. Whoever asks while a read is under way gets the next, so that
 * everybody sees what was committed before they asked; with `keeping`, what was committed so long before. What is not there is not kept.
 */
export function sharedRead<Key, Value>(read: (key: Key) => Promise<Value>, keeping?: Keeping): (key: Key) => Promise<Value> {
  const underWay = new Map<Key, Promise<Value>>();
  const next = new Map<Key, Promise<Value>>();
  const kept = new Map<Key, { readonly value: Value; readonly until: number }>();

  function begin(key: Key): Promise<Value> {
    const until = keeping && keeping.now() + keeping.forMs;
    const reading = read(key);
    underWay.set(key, reading);
    const ended = (): void => void (underWay.get(key) === reading && underWay.delete(key));
    reading.then((value) => {
      ended();
      if (until !== undefined && value !== null) kept.set(key, { value, until });
    }, ended);
    return reading;
  }

  /** Begins when the one under way has ended, whatever became of it. */
  function afterwards(key: Key, current: Promise<Value>): Promise<Value> {
    const due = (): Promise<Value> => {
      next.delete(key);
      return begin(key);
    };
    const following = current.then(due, due);
    next.set(key, following);
    return following;
  }

  return (key) => {
    const known = kept.get(key);
    if (known && keeping && keeping.now() < known.until) return Promise.resolve(known.value);
    const current = underWay.get(key);
    return current === undefined ? begin(key) : (next.get(key) ?? afterwards(key, current));
  };
}
