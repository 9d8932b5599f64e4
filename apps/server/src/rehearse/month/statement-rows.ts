/** One row of a statement in the canonical layout, by column. */
export type StatementRow = Readonly<Record<string, string>>;

/** Amounts of a rehearsal are all in currencies of two decimals. */
export function cents(text: string | undefined): bigint {
  return BigInt((text ?? "0").replace(".", ""));
}

export function major(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
  return `${minor < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Reads QFPay's daily statement: its columns and its rows without control rows. None of its cells has a comma. */
export function readRows(text: string): { columns: readonly string[]; rows: readonly StatementRow[] } {
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const columns = header.split(",");
  return {
    columns,
    rows: lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [columns[at] ?? "", cell]))),
  };
}

/** The row with another gross, fee or net; what is not told follows from the rest. */
export function withAmounts(row: StatementRow, told: { gross?: bigint; fee?: bigint }): StatementRow {
  const gross = told.gross ?? cents(row["gross_amount"]);
  const fee = told.fee ?? cents(row["fee_amount"]);
  const net = major(gross - fee);
  return { ...row, gross_amount: major(gross), fee_amount: major(fee), net_amount: net, settle_amount: net };
}

export type Sums = { lines: number; gross: bigint; fee: bigint; net: bigint };

/** Sums by currency, in alphabetical order. */
export function sumsOf(rows: readonly StatementRow[]): [string, Sums][] {
  const groups = Map.groupBy(rows, (row) => row["txcurrcd"] ?? "");
  return [...groups].toSorted(byName).map(([currency, group]) => {
    const sum = (column: string): bigint => group.reduce((all, row) => all + cents(row[column]), 0n);
    return [currency, { lines: group.length, gross: sum("gross_amount"), fee: sum("fee_amount"), net: sum("net_amount") }];
  });
}

/** A whole file: header, rows, control rows. `lieBy`: cents that the declared gross is off. */
export function writeFile(
  columns: readonly string[],
  rows: readonly StatementRow[],
  { day, payouts = [], lieBy = 0n }: { day: string; payouts?: readonly string[]; lieBy?: bigint },
): string {
  const totals = sumsOf(rows).map(
    ([currency, { lines, gross, fee, net }]) => `#TOTAL,${currency},${lines},${major(gross + lieBy)},${major(fee)},${major(net)}`,
  );
  const control = rows.length === 0 ? [`#DAY,${day}`] : totals;
  return `${[columns.join(","), ...rows.map((row) => columns.map((name) => row[name] ?? "").join(",")), ...control, ...payouts].join("\n")}\n`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
