import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

/** One file of an archive: its name, and its text in pieces. */
export type ZipMember = { readonly name: string; readonly text: Pieces };
type Pieces = Iterable<string> | AsyncIterable<string>;

/** What the directory at the end says of a member. */
type Listed = { readonly name: Buffer; readonly crc: number; readonly packed: number; readonly size: number; readonly at: number };

const UTF8_NAME_AND_SIZES_BEHIND = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980, the first day that a ZIP knows: the same content gives the same bytes. */
const FIRST_DAY = 0x0021;
const PIECE = 65_536;

/** A ZIP in pieces, each member packed as its text comes, so that no member is ever held whole. Up to 4 GiB. */
export async function* zipOf(members: Iterable<ZipMember> | AsyncIterable<ZipMember>): AsyncGenerator<Buffer> {
  const listed: Listed[] = [];
  let at = 0;
  for await (const { name, text } of members) {
    const start = at;
    const sizes = { crc: 0, packed: 0, size: 0 };
    const head = headOf(Buffer.from(name));
    yield head;
    for await (const piece of packed(text, sizes)) {
      sizes.packed += piece.length;
      yield piece;
    }
    const tail = sizesOf(sizes);
    yield tail;
    at += head.length + sizes.packed + tail.length;
    listed.push({ name: Buffer.from(name), ...sizes, at: start });
  }
  yield directoryOf(listed, at);
}

async function* packed(text: Pieces, sizes: { crc: number; size: number }): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  // What breaks on the way in breaks the reading below; who stops reading stops the way in.
  const fed = pipeline(Readable.from(measured(text, sizes), { objectMode: false }), deflate).catch(() => undefined);
  for await (const piece of deflate) {
    if (!(piece instanceof Buffer)) throw new TypeError("deflate gives bytes");
    yield piece;
  }
  await fed;
}

/** Text as bytes in larger pieces, its checksum and size kept as it passes. */
async function* measured(text: Pieces, sizes: { crc: number; size: number }): AsyncGenerator<Buffer> {
  let waiting = "";
  const bytes = (): Buffer => {
    const taken = Buffer.from(waiting);
    waiting = "";
    sizes.crc = crc32(taken, sizes.crc);
    sizes.size += taken.length;
    return taken;
  };
  for await (const piece of text) {
    waiting += piece;
    if (waiting.length >= PIECE) yield bytes();
  }
  if (waiting !== "") yield bytes();
}

function headOf(name: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(UTF8_NAME_AND_SIZES_BEHIND, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(FIRST_DAY, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, name]);
}

function sizesOf({ crc, packed: packedSize, size }: { crc: number; packed: number; size: number }): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  tail.writeUInt32LE(packedSize, 8);
  tail.writeUInt32LE(size, 12);
  return tail;
}

function directoryOf(listed: readonly Listed[], at: number): Buffer {
  const entries = Buffer.concat(listed.map(entryOf));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(listed.length, 8);
  end.writeUInt16LE(listed.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([entries, end]);
}

function entryOf({ name, crc, packed: packedSize, size, at }: Listed): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(UTF8_NAME_AND_SIZES_BEHIND, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(FIRST_DAY, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packedSize, 20);
  entry.writeUInt32LE(size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(at, 42);
  return Buffer.concat([entry, name]);
}
