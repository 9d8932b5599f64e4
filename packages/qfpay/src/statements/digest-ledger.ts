import { createHash } from "node:crypto";
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const HEX = 64;
const BUCKETS = 64;
const FIRST_ROOM = 64;
/** Digests held in memory, 4 MiB; what goes beyond rests on disk until it is sorted, a bucket at a time. */
const HELD_DIGESTS = 65_536;

type Bucket = { bytes: Buffer; length: number; file: number | null };

/**
 * Collects the digests of a file's rows, in any order, and hashes them in sorted order.
 * Memory stays bounded: five million digests would be 320 MB.
 */
export function digestLedger(held = HELD_DIGESTS) {
  const buckets = Array.from({ length: BUCKETS }, (): Bucket => ({ bytes: Buffer.alloc(FIRST_ROOM * HEX), length: 0, file: null }));
  let inMemory = 0;
  let dir: string | null = null;
  const spill = (): void => {
    dir ??= mkdtempSync(path.join(tmpdir(), "tillbook-digests-"));
    for (const [at, bucket] of buckets.entries()) {
      bucket.file ??= openSync(path.join(dir, String(at)), "wx+", 0o600);
      writeSync(bucket.file, bucket.bytes, 0, bucket.length);
      bucket.length = 0;
    }
    inMemory = 0;
  };
  return {
    /** @param digest 64 hexadecimal digits, lower case */
    add(digest: string): void {
      const bucket = buckets[hexValue(digest.charCodeAt(0)) * 4 + (hexValue(digest.charCodeAt(1)) >> 2)];
      if (bucket === undefined) throw new Error(`no digest: ${digest}`);
      write(bucket, digest);
      inMemory += 1;
      if (inMemory >= held) spill();
    },
    /** SHA-256 (hex) over all digests in sorted order (`rows`), then over the notes in sorted order too (`content`). */
    hash(notes: readonly string[]): { readonly rows: string; readonly content: string } {
      const whole = createHash("sha256");
      const lengths = buckets.map(({ file, length }) => (file === null ? 0 : fstatSync(file).size) + length);
      const table = sortingTable(Math.max(...lengths));
      for (const [at, bucket] of buckets.entries()) {
        const earlier = (lengths[at] ?? 0) - bucket.length;
        if (bucket.file !== null) readWhole(bucket.file, table.all, earlier);
        table.all.set(bucket.bytes.subarray(0, bucket.length), earlier);
        updateSorted(whole, table, earlier + bucket.length);
      }
      const rows = whole.copy().digest("hex");
      for (const note of notes.toSorted()) whole.update(`\n${note}`);
      return { rows, content: whole.digest("hex") };
    },
    /** Removes what rests on disk. Always call it. */
    discard(): void {
      for (const bucket of buckets) if (bucket.file !== null) closeSync(bucket.file);
      for (const bucket of buckets) bucket.file = null;
      if (dir !== null) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** What each character writes as a hexadecimal digit. */
const FIGURES = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, hexValue(code)));

function hexValue(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

/** One character at a time: for so few that is quicker than any call, and nothing is left behind. */
function write(bucket: Bucket, digest: string): void {
  if (bucket.length + HEX > bucket.bytes.length) grow(bucket);
  const { bytes, length } = bucket;
  for (let at = 0; at < HEX; at += 1) bytes[length + at] = digest.charCodeAt(at);
  bucket.length = length + HEX;
}

function grow(bucket: Bucket): void {
  const larger = Buffer.allocUnsafe(bucket.bytes.length * 2);
  bucket.bytes.copy(larger, 0, 0, bucket.length);
  bucket.bytes = larger;
}

/**
 * Sorting text costs more than all the reading, so numbers are sorted: the first eight hexadecimal digits (32 bits) with the place
 * behind them (21 bits) make a whole number that a float holds exactly. Digests that begin alike are then put right by comparing them.
 */
function updateSorted(whole: ReturnType<typeof createHash>, { all: bytes, sorted, places }: SortingTable, length: number): void {
  const count = length / HEX;
  if (count > MOST_PLACES) return updateSortedText(whole, bytes, count);
  const keys = places.subarray(0, count);
  for (let at = 0; at < count; at += 1) keys[at] = prefix(bytes, at * HEX) * MOST_PLACES + at;
  keys.sort();
  const copy = wordCopier(bytes, sorted);
  for (let at = 0; at < count; ) {
    const end = endOfRun(keys, at);
    if (end === at + 1) copy(placeOf(keys[at]), at);
    else for (const [nth, place] of inOrder(bytes, keys.subarray(at, end)).entries()) copy(place, at + nth);
    at = end;
  }
  whole.update(sorted.subarray(0, length));
}

/** Memory that one bucket after the other is sorted in: buffers of their own, so that words lie where words may. */
type SortingTable = { readonly all: Buffer; readonly sorted: Buffer; readonly places: Float64Array };

function sortingTable(bytes: number): SortingTable {
  const places = new Float64Array(Math.min(bytes / HEX, MOST_PLACES));
  return { all: Buffer.alloc(bytes), sorted: Buffer.alloc(bytes), places };
}

function readWhole(file: number, into: Buffer, length: number): void {
  for (let at = 0; at < length; ) {
    const read = readSync(file, into, at, length - at, at);
    if (read === 0) throw new Error("digests that were put by are gone");
    at += read;
  }
}

const MOST_PLACES = 2_097_152;
const WORDS = HEX / 4;

function placeOf(key = 0): number {
  return key % MOST_PLACES;
}

/** Copies the digest at one place to another, sixteen words at a time. */
function wordCopier(from: Buffer, into: Buffer): (place: number, to: number) => void {
  const source = new Uint32Array(from.buffer, from.byteOffset, from.length / 4);
  const target = new Uint32Array(into.buffer, into.byteOffset, into.length / 4);
  return (place, to) => {
    const [a, b] = [place * WORDS, to * WORDS];
    for (let word = 0; word < WORDS; word += 1) target[b + word] = source[a + word] ?? 0;
  };
}

/** The first eight digits as a number. */
function prefix(bytes: Buffer, from: number): number {
  let value = 0;
  for (let at = from; at < from + 8; at += 1) value = value * 16 + (FIGURES[bytes[at] ?? 48] ?? 0);
  return value;
}

/** Behind the last of the digests that begin as this one does: nearly always the next. */
function endOfRun(keys: Float64Array, from: number): number {
  const limit = (Math.floor((keys[from] ?? 0) / MOST_PLACES) + 1) * MOST_PLACES;
  let end = from + 1;
  while (end < keys.length && (keys[end] ?? 0) < limit) end += 1;
  return end;
}

function inOrder(bytes: Buffer, run: Float64Array): readonly number[] {
  const places = Array.from(run, placeOf);
  return places.toSorted((a, b) => bytes.compare(bytes, b * HEX, (b + 1) * HEX, a * HEX, (a + 1) * HEX));
}

/** A bucket of more than two million: a hundred million rows. Slower, and still right. */
function updateSortedText(whole: ReturnType<typeof createHash>, bytes: Buffer, count: number): void {
  const digests = Array.from({ length: count }, (_, at) => bytes.toString("latin1", at * HEX, (at + 1) * HEX));
  for (const digest of digests.toSorted()) whole.update(digest);
}
