// What an ORM alone would do: rows in by createMany, both sides read back whole, matched in a map, every result in by createMany.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { connect } from "@tillbook/db/client";
import { prismaOn } from "@tillbook/db/prisma";
import { ACCOUNT_ID } from "./fill-books.ts";
import { DAY } from "./made-day.ts";
import { reportMeasured } from "./measured.ts";

const [url = "", statement = ""] = process.argv.slice(2);
const BATCH = 1_000;
const NOON = new Date(`${DAY}T00:00:00Z`);

const db = connect(url, { onError: console.error });
const prisma = prismaOn(db.pool);
const started = performance.now();
const fileId = randomUUID();
const file = { id: fileId, accountId: ACCOUNT_ID, name: "orm.csv", receivedAt: new Date(), receivedBy: "bench", size: 0n };
await prisma.statementFile.create({
  data: { ...file, rawSha256: "0".repeat(64), contentHash: "orm", status: "ACTIVE", days: [DAY], batches: [] },
});
let waiting: ReturnType<typeof lineOf>[] = [];
let lineNo = 0;
for await (const text of createInterface({ input: createReadStream(statement) })) {
  lineNo += 1;
  if (lineNo === 1 || text.startsWith("#")) continue;
  waiting.push(lineOf(text, lineNo));
  if (waiting.length < BATCH) continue;
  await prisma.statementLine.createMany({ data: waiting });
  waiting = [];
}
await prisma.statementLine.createMany({ data: waiting });
const lines = await prisma.statementLine.findMany({ where: { fileId } });
const ours = new Map((await prisma.transaction.findMany({ where: { accountId: ACCOUNT_ID } })).map((each) => [each.syssn, each]));
const runId = randomUUID();
const nothing = {
  inputs: [],
  totals: [],
  dayProofs: [],
  fileProofs: [],
  alerts: [],
  carried: 0,
  ignored: 0,
  isExplained: true,
  booksMark: "",
  filesMark: "",
};
await prisma.reconciliationRun.create({
  data: {
    ...nothing,
    id: runId,
    accountId: ACCOUNT_ID,
    settleDay: NOON,
    asOf: NOON,
    ruleVersion: "orm",
    resultHash: "orm",
    matched: 0,
    broken: 0,
    ranAt: new Date(),
    ranBy: "bench",
  },
});
const entries = lines.map((line, ordinal) => {
  const own = ours.get(line.syssn ?? "");
  const bare = { runId, ordinal, fileId, lineNo: line.lineNo, syssns: own ? [own.syssn] : [], settles: own ? [own.syssn] : [] };
  if (own?.amountMinor === line.grossMinor && own.currency === line.currency)
    return { ...bare, kind: "matched", stage: "KEY_EXACT", codes: [] };
  const difference = line.grossMinor - (own?.amountMinor ?? 0n);
  return {
    ...bare,
    kind: "broken",
    codes: [own ? "AMOUNT_MISMATCH" : "MISSING_INTERNAL"],
    differenceMinor: difference,
    currency: line.currency,
  };
});
for (let from = 0; from < entries.length; from += BATCH) await prisma.runEntry.createMany({ data: entries.slice(from, from + BATCH) });
const ended = performance.now();
await db.close();
reportMeasured({ ms: ended - started });

function lineOf(text: string, lineNo: number) {
  const cells = text.split(",");
  const cell = (at: number): string => cells[at] ?? "";
  const cents = (at: number): bigint => BigInt(cell(at).replace(".", "") || "0");
  const at = new Date(`${cell(10).replace(" ", "T")}+08:00`);
  return {
    fileId,
    lineNo,
    accountId: ACCOUNT_ID,
    raw: text,
    batchNo: cell(0),
    tradeDate: new Date(`${cell(1)}T00:00:00Z`),
    settleDate: new Date(`${cell(2)}T00:00:00Z`),
    mchid: cell(3),
    lineType: cell(4),
    syssn: cell(5),
    origssn: cell(6) || null,
    outTradeNo: cell(7),
    chnlsn: cell(8),
    payType: cell(9),
    sysdtm: at,
    paydtm: at,
    currency: cell(12),
    grossMinor: cents(13),
    feeRate: cell(14),
    feeMinor: cents(15),
    netMinor: cents(16),
    settleCurrency: cell(17),
    exchangeRate: cell(18) || null,
    settleMinor: cents(19),
    status: cell(20),
    remark: cell(21),
  };
}
