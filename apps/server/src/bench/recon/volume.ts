import { mkdirSync } from "node:fs";
import path from "node:path";
import { HOLDS_LITTLE } from "../../apart/index.ts";
import { compare, type Round } from "../frame/compare.ts";
import { rounded } from "../frame/figures.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import { type DatabaseMemory, watchDatabaseMemory } from "./database-memory.ts";
import { type Found, foundBreaks } from "./found-breaks.ts";
import type { MadeBooks } from "./made-books.ts";
import { figureOf, type Measured, runMeasured } from "./measured.ts";
import type { ReconOptions } from "./options.ts";
import { plantedKinds } from "./write-files.ts";

type Rounds = { readonly product: Measured[]; readonly reference: Measured[]; readonly memory: DatabaseMemory[]; readonly found: Found[] };

/** P1, P3 and P5: a whole day through the product beside the bare join of two files, by turns, each round on books of its own. */
export async function volumeRows(folder: string, books: MadeBooks, { rounds, profile }: ReconOptions): Promise<Row[]> {
  const seen: Rounds = { product: [], reference: [], memory: [], found: [] };
  const compared = await compare(rounds, () => oneRound(folder, books, profile, seen));
  const { lines, files } = books;
  const whole = comparedRow("P1 a day ÷ the bare join", compared, "ms", { atMost: 4, aim: 2.5 });
  const rate = (ms: number): number => Math.round(lines / (ms / 1_000));
  const details = {
    ...whole.details,
    "reference lines/s": rate(compared.reference),
    "product lines/s": rate(compared.product),
    "database own MB": peak(seen.memory.map(({ ownMb }) => ownMb)),
    "database largest MB": peak(seen.memory.map(({ largestMb }) => largestMb)),
    "reference MB": peak(seen.reference.map(({ rssMb = 0 }) => rssMb)),
  };
  const least = (of: (each: Found) => number): number => Math.min(...seen.found.map(of));
  const about = { isRefused: false, details: { lines, planted: files.planted.length, kinds: plantedKinds(files.planted) } };
  const exact = { atLeast: 1, aim: 1 };
  return [
    { ...whole, details },
    {
      ...about,
      name: "P3 memory of the process, MB",
      figure: peak(seen.product.map(({ rssMb = 0 }) => rssMb)),
      budget: { atMost: 200, aim: 120 },
    },
    { ...about, name: "P5 planted breaks: precision", figure: least(({ precision }) => precision), budget: exact },
    { ...about, name: "P5 planted breaks: recall", figure: least(({ recall }) => recall), budget: exact },
  ];
}

/** P2 and the growth of P3: the same with a fifth of the lines. */
export function linearRows(whole: readonly Row[], fifth: readonly Row[]): Row[] {
  const msPerLine = (rows: readonly Row[]): number => 1 / Number(rows[0]?.details["product lines/s"]);
  const memory = (rows: readonly Row[]): number => rows[1]?.figure ?? 0;
  const bare = { isRefused: false, details: {} };
  return [
    {
      ...bare,
      name: "P2 time for a line ÷ with a fifth of the lines",
      figure: rounded(msPerLine(whole) / msPerLine(fifth)),
      budget: { atMost: 1.2, aim: 1.05 },
    },
    {
      ...bare,
      name: "P3 more memory than with a fifth of the lines, MB",
      figure: rounded(memory(whole) - memory(fifth)),
      budget: { atMost: 64, aim: 32 },
    },
  ];
}

async function oneRound(folder: string, books: MadeBooks, profile: string | undefined, seen: Rounds): Promise<Round> {
  const { files, lines } = books;
  const reference = await runMeasured("reference-program.ts", [files.ours, files.statement, path.join(folder, "classes.csv")]);
  const url = await books.fresh();
  const watch = watchDatabaseMemory(url);
  const product = await runMeasured("product-program.ts", [url, files.statement], {
    ...HOLDS_LITTLE,
    flags: [...HOLDS_LITTLE.flags, ...profiling(profile)],
  });
  seen.memory.push(await watch.stop());
  seen.found.push(await foundBreaks(url, files.planted));
  seen.product.push(product);
  seen.reference.push(reference);
  const parts = `import ${seconds(product, "importMs")}, run ${seconds(product, "runMs")}`;
  console.log(`  reference ${told(reference, lines)}; product ${told(product, lines)}, ${parts}`);
  return { reference: figureOf(reference, "ms"), product: figureOf(product, "ms") };
}

function peak(of: readonly (number | null)[]): number {
  return rounded(Math.max(...of.map((each) => each ?? 0)));
}

function profiling(dir: string | undefined): string[] {
  if (dir === undefined) return [];
  mkdirSync(dir, { recursive: true });
  return ["--cpu-prof", `--cpu-prof-dir=${dir}`];
}

function told(measured: Measured, lines: number): string {
  return `${seconds(measured, "ms")}, ${Math.round(lines / figureOf(measured, "ms"))}k lines/s, ${Math.round(figureOf(measured, "rssMb"))} MB`;
}

function seconds(measured: Measured, name: string): string {
  return `${(figureOf(measured, name) / 1_000).toFixed(2)} s`;
}
