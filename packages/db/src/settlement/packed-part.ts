import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** A piece of a file as it is kept. */
export type Part = { readonly bytes: Uint8Array; readonly packing: string | null };

/** Text comes to a fifth, at half a gigabyte a second. */
const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** A piece ready to be kept: packed, unless it was before it came, as archives and workbooks are. */
export function packed(bytes: Uint8Array): Part {
  const small = zstdCompressSync(bytes, FAST);
  return small.length < bytes.length ? { bytes: small, packing: "zstd" } : { bytes, packing: null };
}

/** The piece byte for byte. Throws for what was packed in a way that nobody knows here. */
export function unpacked({ bytes, packing }: Part): Buffer {
  if (packing === null) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (packing !== "zstd") throw new Error(`a piece of a statement is packed by ${packing}`);
  return zstdDecompressSync(bytes);
}
