import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Refusal } from "./limits.ts";

/** A file set down on disk as it came in, so that it can be judged by its digest before anything is read from it. */
export type Spooled = {
  /** Bytes. */
  readonly size: number;
  readonly rawSha256: string;
  /** The first 64 KiB. */
  readonly head: Buffer;
  /** Whether all of it is valid UTF-8. */
  readonly isUtf8: boolean;
  /** Where the copy lies until it is discarded. */
  readonly path: string;
  /** The bytes from the start, as often as asked. */
  chunks(): AsyncIterable<Buffer>;
  /** The same, each piece in the memory of the one before it: for who is done with it when the next is asked for. */
  pieces(): AsyncIterable<Buffer>;
  /** Removes the copy. Always call it. */
  discard(): Promise<void>;
};

/** What is known of a file that was set down, as another process can be told. */
export type SetDown = Pick<Spooled, "size" | "rawSha256" | "head" | "isUtf8" | "path">;

const HEAD_BYTES = 65_536;
/** Text of larger pieces would lie where memory is tidied up last. */
const CHUNK_BYTES = 32_768;
const READ_BYTES = 4 * CHUNK_BYTES;

/**
 * Takes a stream in. Throws {@link Refusal} TOO_LARGE as soon as it passes the limit; nothing is left behind then.
 * @param onBytes hears how many bytes have come so far
 * @param signal stops it; its reason is thrown
 */
export async function spool(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  onBytes?: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<Spooled> {
  const dir = await mkdtemp(path.join(tmpdir(), "tillbook-statement-"));
  const file = path.join(dir, "raw");
  const discard = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    const taken = await takeIn(source, file, maxBytes, (bytes) => {
      signal?.throwIfAborted();
      onBytes?.(bytes);
    });
    return { ...setDownAt({ ...taken, path: file }), discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** A file that somebody else set down, who also discards it. */
export function setDownAt(told: SetDown): Spooled {
  const chunks = (): AsyncIterable<Buffer> => createReadStream(told.path, { highWaterMark: CHUNK_BYTES });
  return { ...told, chunks, pieces: () => filePieces(told.path), discard: async () => undefined };
}

/** The bytes of a file, each piece in the memory of the one before it: else a large file would leave as much memory behind as it has bytes. */
export async function* filePieces(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    const read = Buffer.allocUnsafeSlow(READ_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(read, 0, READ_BYTES, null);
      if (bytesRead === 0) return;
      for (let at = 0; at < bytesRead; at += CHUNK_BYTES) yield read.subarray(at, Math.min(at + CHUNK_BYTES, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

async function takeIn(source: AsyncIterable<Uint8Array>, file: string, maxBytes: number, onBytes: (bytes: number) => void) {
  const hash = createHash("sha256");
  const utf8 = utf8Watch();
  const heads: Buffer[] = [];
  let size = 0;
  const out = await open(file, "wx", 0o600);
  try {
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new Refusal("TOO_LARGE", null, { limit: String(Math.floor(maxBytes / 1024 / 1024)) });
      if (size - chunk.byteLength < HEAD_BYTES) heads.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - (size - chunk.byteLength))));
      hash.update(chunk);
      utf8.see(chunk);
      await out.writeFile(chunk);
      onBytes(size);
    }
  } finally {
    await out.close();
  }
  return { size, rawSha256: hash.digest("hex"), head: Buffer.concat(heads), isUtf8: utf8.holds() };
}

const LONGEST_CHARACTER = 4;

/** Follows whether bytes so far are UTF-8, across chunk boundaries. */
function utf8Watch(): { see(chunk: Uint8Array): void; holds(): boolean } {
  let cut: Uint8Array = new Uint8Array();
  let isSound = true;
  return {
    see(chunk) {
      if (!isSound || chunk.length === 0) return;
      const joined = cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
      const whole = wholeCharacters(joined);
      isSound = isUtf8(joined.subarray(0, whole)) && joined.length - whole < LONGEST_CHARACTER;
      cut = Uint8Array.from(joined.subarray(whole));
    },
    holds: () => isSound && cut.length === 0,
  };
}

/** How many bytes belong to characters that are complete: the last one may be cut. */
function wholeCharacters(bytes: Uint8Array): number {
  const from = Math.max(0, bytes.length - LONGEST_CHARACTER);
  for (let at = bytes.length - 1; at >= from; at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return at + (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > bytes.length ? at : bytes.length;
  }
  return bytes.length;
}
