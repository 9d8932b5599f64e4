import { Socket } from "node:net";

type Written = (error?: Error | null) => void;

/**
 * A connection that gives itself up when it has asked something and heard nothing at all for `withinMs`. It may be silent for as long
 * as it likes once it was answered. For whoever borrows connections and gives them back without a look, as the queue does: one on a dead
 * line would be lent out again and again.
 */
export class AttentiveSocket extends Socket {
  readonly #withinMs: number;
  #deadline: NodeJS.Timeout | undefined;

  constructor(withinMs: number) {
    super();
    this.#withinMs = withinMs;
    this.on("data", () => this.#heard());
    this.once("close", () => this.#heard());
  }

  override _write(chunk: unknown, encoding: BufferEncoding, written: Written): void {
    this.#asked();
    super._write(chunk, encoding, written);
  }

  override _writev(chunks: { chunk: unknown; encoding: BufferEncoding }[], written: Written): void {
    this.#asked();
    super._writev?.(chunks, written);
  }

  #asked(): void {
    this.#deadline ??= setTimeout(() => this.destroy(silence()), this.#withinMs).unref();
  }

  #heard(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }
}

/** Under the code of a time-out, so that it is treated like one. */
function silence(): Error {
  return Object.assign(new Error("the database is silent"), { code: "ETIMEDOUT" });
}
