import { compare } from "../frame/compare.ts";
import { comparedRow, type Row } from "../frame/report.ts";
import type { MadeBooks } from "./made-books.ts";
import { figureOf, runMeasured } from "./measured.ts";

/** P4: how many times as long an ORM alone takes for the same day, by turns with the product. */
export async function ormRows(books: MadeBooks, rounds: number): Promise<Row[]> {
  const compared = await compare(rounds, async () => {
    const product = await runMeasured("product-program.ts", [await books.fresh(), books.files.statement]);
    const orm = await runMeasured("orm-program.ts", [await books.fresh(), books.files.statement], { flags: ["--max-old-space-size=8192"] });
    return { reference: figureOf(product, "ms"), product: figureOf(orm, "ms") };
  });
  const row = comparedRow("P4 an ORM alone ÷ the product", compared, "ms", { atLeast: 30, aim: 60 });
  const { "reference ms": productMs, "product ms": ormMs, ...details } = row.details;
  return [{ ...row, details: { ...details, "product ms": productMs ?? 0, "orm ms": ormMs ?? 0, lines: books.lines } }];
}
