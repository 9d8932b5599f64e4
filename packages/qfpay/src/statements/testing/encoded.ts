/** Encodings that Node can read but not write. */
const TABLES = new Map<string, ReadonlyMap<string, number>>();

/** Text in an encoding, without a byte order mark. Node writes no GB18030 and no Big5, so its own decoder is turned round. */
export function encoded(text: string, encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "big5"): Buffer {
  if (encoding === "utf-8") return Buffer.from(text);
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  const table = tableOf(encoding);
  const bytes = [...text].flatMap((sign) => {
    const code = sign < "\u0080" ? sign.charCodeAt(0) : table.get(sign);
    if (code === undefined) throw new Error(`${sign} is not in ${encoding}`);
    return code > 0xff ? [code >> 8, code & 0xff] : [code];
  });
  return Buffer.from(bytes);
}

function tableOf(encoding: "gb18030" | "big5"): ReadonlyMap<string, number> {
  const known = TABLES.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, number>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const sign = decoder.decode(Uint8Array.of(high, low));
      if ([...sign].length === 1 && sign !== "\ufffd" && !table.has(sign)) table.set(sign, high * 256 + low);
    }
  }
  TABLES.set(encoding, table);
  return table;
}
