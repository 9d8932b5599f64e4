import { isUtf8 } from "node:buffer";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { checkGrowth, Refusal, UNPACKING } from "../limits.ts";

/** One file in a ZIP. */
export type Member = {
  readonly name: string;
  /** Bytes when unpacked, as the archive says; reading stops when it is not so. */
  readonly size: number;
  /** Its bytes, checked against their checksum at the end. Throws {@link Refusal} when they are damaged. */
  bytes(): AsyncGenerator<Buffer>;
};

export type Archive = { readonly members: readonly Member[]; close(): void };

const UTF8_NAME = 0x800;

/**
 * Opens a ZIP on disk by its directory; nothing is unpacked yet.
 * Throws {@link Refusal} for what is no archive, is locked, or would unpack to more than an honest file.
 */
export async function openArchive(path: string, maxBytes: number): Promise<Archive> {
  const zip = await sound(openPromise(path, { autoClose: false, decodeStrings: false, lazyEntries: true }));
  try {
    if (zip.entryCount > UNPACKING.maxMembers) throw new Refusal("TOO_LARGE", "ARCHIVE_BOMB", { limit: String(UNPACKING.maxMembers) });
    const entries = await sound(entriesOf(zip));
    const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (unpacked > maxBytes) throw new Refusal("TOO_LARGE", null, { limit: String(Math.floor(maxBytes / 1024 / 1024)) });
    checkGrowth(unpacked, zip.fileSize);
    const members = entries.map((entry) => memberOf(zip, entry)).filter(({ name }) => !isLitter(name));
    return { members, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

function memberOf(zip: ZipFile, entry: Entry): Member {
  return {
    name: nameOf(entry),
    size: entry.uncompressedSize,
    async *bytes() {
      if (entry.isEncrypted()) throw new Refusal("NO_PROFILE", "PASSWORD");
      const stream = await sound(zip.openReadStreamPromise(entry));
      let checksum = 0;
      try {
        for await (const chunk of stream) {
          if (!(chunk instanceof Buffer)) throw new TypeError("a ZIP gives bytes");
          checksum = crc32(chunk, checksum);
          yield chunk;
        }
      } catch (error) {
        throw damaged(error);
      } finally {
        stream.destroy();
      }
      if (checksum !== entry.crc32) throw damaged(new Error("checksum"));
    },
  };
}

/** Names are UTF-8 when the archive says so or they happen to be; else GBK, which Alipay's archives use. For showing only. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const isMarked = (entry.generalPurposeBitFlag & UTF8_NAME) !== 0;
  return new TextDecoder(isMarked || isUtf8(raw) ? "utf-8" : "gb18030").decode(raw).replaceAll("\\", "/");
}

/** Folders, and what operating systems leave behind. */
function isLitter(name: string): boolean {
  return name.endsWith("/") || name.startsWith("__MACOSX/") || /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini)$/i.test(name);
}

async function sound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(error: unknown): unknown {
  return error instanceof Refusal
    ? error
    : new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: error instanceof Error ? error.message : "" });
}
