import { once } from "node:events";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { FAULTS, type FaultName, faultOf } from "./faults.ts";
import { DAY, DAY_BEFORE, isBooked, madeTransaction, shuffled } from "./made-day.ts";
import { earlierRowOf, HEADER, type MadeRow, major, rowsOf } from "./statement-rows.ts";

/** A break that the run must find, as `CODE#line` in the statement, or `CODE syssn` where no line names it. */
export type PlantedBreak = string;

/** Where everything of a made day lies. */
export type MadeFiles = {
  /** The statement of the day, its rows shuffled. */
  readonly statement: string;
  /** The small one of the day before. */
  readonly earlier: string;
  /** Our side, for the reference. */
  readonly ours: string;
  readonly planted: readonly PlantedBreak[];
};

const FLUSH_AT = 1 << 20;

/** Writes the statement of a day with `count` transactions, the one of the day before, and our side as a file. */
export async function writeFiles(folder: string, count: number): Promise<MadeFiles> {
  const statement = textFile(path.join(folder, "statement.csv"));
  const sums = totals();
  const planted: PlantedBreak[] = [];
  let lineNo = 1;
  await statement.write(`${HEADER}\n`);
  for (let at = 0; at < count; at++) {
    const nth = shuffled(at, count);
    const rows = rowsOf(nth);
    for (const row of rows) {
      await statement.write(`${row.text}\n`);
      sums.add(row);
    }
    const fault = faultOf(nth);
    if (fault !== null) planted.push(...plantedBy(fault, nth, lineNo + rows.length));
    lineNo += rows.length;
  }
  await statement.end(sums.rows());
  const earlier = textFile(path.join(folder, "earlier.csv"));
  await earlier.write(`${HEADER}\n`);
  for (let nth = 0; nth < count; nth++) {
    const row = earlierRowOf(nth);
    if (row !== null) await earlier.write(`${row.text}\n`);
  }
  await earlier.end(`#DAY,${DAY_BEFORE}\n`);
  const ours = textFile(path.join(folder, "ours.csv"));
  await ours.write("syssn,kind,amount,currency,respcd,mchid\n");
  for (let nth = 0; nth < count; nth++) {
    if (!isBooked(nth)) continue;
    const { syssn, kind, amount, respcd } = madeTransaction(nth);
    await ours.write(`${syssn},${kind},${major(amount)},HKD,${respcd},SHOP1\n`);
  }
  await ours.end("");
  return { statement: statement.path, earlier: earlier.path, ours: ours.path, planted };
}

/** A transaction whose line is in another currency is seen by no line either. */
function plantedBy(fault: FaultName, nth: number, lineNo: number): PlantedBreak[] {
  const missing = `MISSING_EXTERNAL ${madeTransaction(nth).syssn}`;
  if (fault === "MISSING_EXTERNAL") return [missing];
  return fault === "CURRENCY_MISMATCH" ? [`${fault}#${lineNo}`, missing] : [`${fault}#${lineNo}`];
}

/** How many of each kind are planted in a day. */
export function plantedKinds(planted: readonly PlantedBreak[]): number {
  return FAULTS.filter((name) => planted.some((each) => each.startsWith(name))).length;
}

function totals() {
  const sums = new Map<string, { lines: number; gross: number; fee: number; net: number }>();
  return {
    add({ currency, gross, fee, net }: MadeRow): void {
      const own = sums.get(currency) ?? { lines: 0, gross: 0, fee: 0, net: 0 };
      sums.set(currency, { lines: own.lines + 1, gross: own.gross + gross, fee: own.fee + fee, net: own.net + net });
    },
    rows(): string {
      const rows = [...sums].map(
        ([currency, own]) => `#TOTAL,${currency},${own.lines},${major(own.gross)},${major(own.fee)},${major(own.net)}\n`,
      );
      return `#DAY,${DAY}\n${rows.join("")}`;
    },
  };
}

function textFile(file: string) {
  const out = createWriteStream(file);
  let waiting = "";
  return {
    path: file,
    async write(text: string): Promise<void> {
      waiting += text;
      if (waiting.length < FLUSH_AT) return;
      const isRoom = out.write(waiting);
      waiting = "";
      if (!isRoom) await once(out, "drain");
    },
    async end(text: string): Promise<void> {
      out.end(waiting + text);
      await once(out, "finish");
    },
  };
}
