// The product's side: a statement through the verb that imports, and its day through the verb that runs, in a process of its own.
import { runDay } from "@tillbook/api/reconciliation";
import { importStatement } from "@tillbook/api/settlement";
import { connect } from "@tillbook/db/client";
import { settlementDaySchema } from "@tillbook/domain/time";
import { filePieces } from "@tillbook/qfpay/statements";
import { standBack } from "../../apart/index.ts";
import { booksContext } from "./books-context.ts";
import { AS_OF, DAY } from "./made-day.ts";
import { reportMeasured } from "./measured.ts";

const [url = "", statement = "", only = ""] = process.argv.slice(2);

standBack();
const db = connect(url, { onError: console.error });
const ctx = await booksContext(db);
const started = performance.now();
const file = await importStatement(ctx, { name: "statement.csv", bytes: filePieces(statement) });
if (file.status !== "ACTIVE") throw new Error(`the statement is ${file.status}: ${file.reason ?? ""}`);
const imported = performance.now();
if (only !== "import") await runDay(ctx, { settleDay: settlementDaySchema.parse(DAY), asOf: settlementDaySchema.parse(AS_OF) });
const ended = performance.now();
await db.close();
reportMeasured({ ms: ended - started, importMs: imported - started, runMs: ended - imported });
