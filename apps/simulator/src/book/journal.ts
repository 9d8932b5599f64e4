import { closeSync, existsSync, fdatasync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";

const flushToDisk = promisify(fdatasync);

/** A file that only grows, a line at a time. A line cut short by a crash is dropped when the file is opened again. */
export class Journal {
  readonly #file: number;
  #written = 0;
  #onDisk = 0;
  #flush: Promise<void> | undefined;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Opens or makes the file; `lines` are the complete lines it holds already. */
  static open(path: string): { journal: Journal; lines: string[] } {
    mkdirSync(dirname(path), { recursive: true });
    const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const complete = content.lastIndexOf("\n") + 1;
    if (complete < content.length) truncateSync(path, complete); // half a line: the answer to it never went out
    const lines = content
      .subarray(0, complete)
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "");
    return { journal: new Journal(openSync(path, "a")), lines };
  }

  write(line: string): void {
    writeSync(this.#file, `${line}\n`);
    this.#written += 1;
  }

  /** Resolves when everything written so far is on the disk. One flush serves all who wait meanwhile. */
  async settled(): Promise<void> {
    const mine = this.#written;
    while (this.#onDisk < mine) {
      this.#flush ??= this.#flushAll();
      await this.#flush;
    }
  }

  async close(): Promise<void> {
    await this.settled();
    closeSync(this.#file);
  }

  async #flushAll(): Promise<void> {
    const upTo = this.#written;
    try {
      await flushToDisk(this.#file);
      this.#onDisk = upTo;
    } finally {
      this.#flush = undefined;
    }
  }
}
