/** Something that runs while the product runs: a server process, or a database. */
export type Part = {
  readonly name: string;
  /** Settles when it has ended, however that came, with a sentence that says so. */
  readonly ended: Promise<string>;
  /** Settles when nothing of it is left. */
  stop(): Promise<void>;
};

/** Why the house closes: somebody asked, or something in it broke and the sentence says what. */
export type Closing = { kind: "asked" } | { kind: "broken"; sentence: string };

/** Thrown to whoever still opens the house while it closes already. */
export class ClosingAlready extends Error {}

/** Everything that runs, in the order in which it was started; it is stopped in the opposite order. */
export type House = {
  /** Settles when the house should close. */
  readonly closing: Promise<Closing>;
  /** Aborts at the same moment. */
  readonly signal: AbortSignal;
  /** Takes in a running part. When it ends by itself the house closes. */
  add(part: Part): void;
  /** Asks the house to close. Only the first reason counts. */
  close(reason: Closing): void;
  /** Stops everything, last come first. What was still being opened is waited for and stopped too. */
  empty(opening: Promise<unknown>): Promise<void>;
};

export function openHouse(): House {
  const parts: Part[] = [];
  const abort = new AbortController();
  const { promise: closing, resolve } = Promise.withResolvers<Closing>();

  function close(reason: Closing): void {
    resolve(reason);
    abort.abort();
  }

  async function stopAll(): Promise<void> {
    for (let part = parts.pop(); part; part = parts.pop()) await part.stop();
  }

  return {
    closing,
    signal: abort.signal,
    close,
    add(part) {
      parts.push(part);
      void part.ended.then((sentence) => close({ kind: "broken", sentence }));
      if (abort.signal.aborted) throw new ClosingAlready();
    },
    async empty(opening) {
      await stopAll();
      await opening.catch(() => undefined); // its failure is known already: it is why we close, or comes of it
      await stopAll();
    },
  };
}
