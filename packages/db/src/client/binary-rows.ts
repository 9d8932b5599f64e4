/** Writes rows as COPY takes them in binary, between its start and its end, into one piece of memory that is used again and again. */
export type BinaryRows = {
  /** Begins a row of so many columns, whose texts have no more than so many characters in all. */
  row(columns: number, characters: number): void;
  text(value: string | null): void;
  int4(value: number): void;
  int8(value: bigint): void;
  /** A whole value whose bytes are known. */
  bytes(value: Uint8Array): void;
  /** `YYYY-MM-DD`. */
  date(value: string): void;
  timestamp(value: Date | null): void;
  /** Bytes written since they were last taken. */
  length(): number;
  /** What was written since it was last taken; the next row is written over it. */
  take(): Buffer;
};

const FIRST_BYTES = 524_288;
/** A column's length and a value of fixed size. */
const COLUMN_BYTES = 12;
/** UTF-8 needs no more for one of JavaScript's characters. */
const CHARACTER_BYTES = 3;
const SHORT = 40;
const EPOCH_MS = Date.UTC(2_000, 0, 1);
const DAY_MS = 86_400_000;
const HIGH = 2 ** 32;
/** Before the first row: the name, marks against conversions of line ends, no flags, nothing added. */
export const BINARY_START = Buffer.from("PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
/** Behind the last row. */
export const BINARY_END = Buffer.from([0xff, 0xff]);

export function binaryRows(): BinaryRows {
  let buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  let view = viewOf(buffer);
  let at = 0;
  const days = new Map<string, number>();
  const int4 = (value: number): void => {
    view.setInt32(at, value);
    at += 4;
  };
  const grow = (bytes: number): void => {
    const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, at + bytes));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
    view = viewOf(buffer);
  };
  return {
    row(columns, characters) {
      const bytes = 2 + columns * COLUMN_BYTES + characters * CHARACTER_BYTES;
      if (at + bytes > buffer.length) grow(bytes);
      view.setInt16(at, columns);
      at += 2;
    },
    text(value) {
      if (value === null) return int4(-1);
      const from = at + 4;
      let end = value.length > SHORT ? -1 : writeShort(buffer, value, from);
      if (end < 0) end = from + buffer.write(value, from, "utf8");
      int4(end - from);
      at = end;
    },
    int4(value) {
      int4(4);
      int4(value);
    },
    int8(value) {
      int4(8);
      view.setBigInt64(at, value);
      at += 8;
    },
    bytes(value) {
      int4(value.length);
      buffer.set(value, at);
      at += value.length;
    },
    date(value) {
      let day = days.get(value);
      if (day === undefined) days.set(value, (day = (Date.parse(`${value}T00:00:00Z`) - EPOCH_MS) / DAY_MS));
      int4(4);
      int4(day);
    },
    timestamp(value) {
      if (value === null) return int4(-1);
      const micros = (value.getTime() - EPOCH_MS) * 1_000;
      const high = Math.floor(micros / HIGH);
      int4(8);
      int4(high);
      view.setUint32(at, micros - high * HIGH);
      at += 4;
    },
    length: () => at,
    take() {
      const taken = buffer.subarray(0, at);
      at = 0;
      return taken;
    },
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Few plain characters are written faster one by one. Answers the end, or less than nothing where one of them is not plain. */
function writeShort(buffer: Buffer, value: string, from: number): number {
  let at = from;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code > 127) return -1;
    buffer[at] = code;
    at += 1;
  }
  return at;
}
