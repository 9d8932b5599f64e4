/**
 * Lets those who ask for the same at the same time share one read. Whoever asks while a read is under way gets the next, so that
 * everybody sees what was committed before they asked.
 */
export function sharedRead<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const underWay = new Map<Key, Promise<Value>>();
  const next = new Map<Key, Promise<Value>>();

  function begin(key: Key): Promise<Value> {
    const reading = read(key);
    underWay.set(key, reading);
    const ended = (): void => void (underWay.get(key) === reading && underWay.delete(key));
    reading.then(ended, ended);
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
    const current = underWay.get(key);
    return current === undefined ? begin(key) : (next.get(key) ?? afterwards(key, current));
  };
}
