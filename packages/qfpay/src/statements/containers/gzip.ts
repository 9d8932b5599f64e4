import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { checkGrowth, Refusal } from "../limits.ts";
import { type Spooled, spool } from "../spool.ts";

/** What a gzip file holds, set down beside it. Throws {@link Refusal} when it is damaged, or grows beyond measure. */
export async function gunzipped(file: Spooled, maxBytes: number, signal?: AbortSignal): Promise<Spooled> {
  try {
    return await spool(unpackedBytes(file), maxBytes, (bytes) => checkGrowth(bytes, file.size), signal);
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))
      throw new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: error.message });
    throw error;
  }
}

/** Begins to unpack when it is read, so that an error always finds somebody who hears it. */
async function* unpackedBytes(file: Spooled): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const feeding = pipeline(file.chunks(), gunzip).catch(() => undefined); // what goes wrong is heard where it is read
  try {
    for await (const chunk of gunzip) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError("gunzip gives bytes");
      yield chunk;
    }
  } finally {
    gunzip.destroy();
    await feeding;
  }
}
