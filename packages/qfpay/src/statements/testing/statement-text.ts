import {
  type LineSink,
  type ReadLine,
  readStatement,
  STATEMENT_LIMITS,
  type StatementLimits,
  type StatementReading,
  spool,
} from "../index.ts";

export const COLUMNS =
  "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,out_trade_no,chnlsn,pay_type,sysdtm,paydtm,txcurrcd,gross_amount,fee_rate,fee_amount,net_amount,settle_currcd,exchange_rate,settle_amount,status,remark".split(
    ",",
  );

const ROW: Readonly<Record<string, string>> = {
  settle_batch_no: "B1",
  trade_date: "2026-03-10",
  settle_date: "2026-03-11",
  mchid: "SHOP1",
  line_type: "PAYMENT",
  syssn: "20260310000200020000000101",
  out_trade_no: "TB-101",
  pay_type: "800201",
  sysdtm: "2026-03-10 12:00:00",
  txcurrcd: "HKD",
  gross_amount: "88.00",
  fee_rate: "0.80%",
  fee_amount: "0.70",
  net_amount: "87.30",
  status: "SETTLED",
};

/** One row of a canonical statement; a value with a comma, quote or newline is quoted. */
export function row(values: Readonly<Record<string, string>> = {}, columns: readonly string[] = COLUMNS): string {
  return columns.map((name) => quoted({ ...ROW, ...values }[name] ?? "")).join(",");
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A statement with these rows below its header. */
export function statement(...rows: readonly string[]): string {
  return `${[COLUMNS.join(","), ...rows].join("\n")}\n`;
}

export type Read = { outcome: StatementReading; lines: ReadLine[] };

/** Reads bytes as an upload would: in pieces. */
export async function read(content: string | Uint8Array, limits: Partial<StatementLimits> = {}, pieceBytes = 61): Promise<Read> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
  }
  const all = { ...STATEMENT_LIMITS, ...limits };
  const file = await spool(pieces(), all.maxBytes);
  const lines: ReadLine[] = [];
  const sink: LineSink = async (batch) => void lines.push(...batch);
  try {
    return { outcome: await readStatement(file, sink, all), lines };
  } finally {
    await file.discard();
  }
}

/** What was found in a file that could be read; fails the test otherwise. */
export async function found(content: string | Uint8Array): Promise<Extract<StatementReading, { kind: "read" }> & { lines: ReadLine[] }> {
  const { outcome, lines } = await read(content);
  if (outcome.kind === "refused") throw new Error(`refused: ${outcome.reason} ${outcome.hint}`);
  return { ...outcome, lines };
}

/** Why a file was refused; fails the test when it was not. */
export async function refusal(
  content: string | Uint8Array,
  limits: Partial<StatementLimits> = {},
): Promise<{ reason: string; hint: string | null; params: object }> {
  const { outcome, lines } = await read(content, limits);
  if (outcome.kind === "read") throw new Error(`read ${lines.length} lines`);
  const { reason, hint, params } = outcome;
  return { reason, hint, params };
}

/** A layout that no profile knows: titles above, days before months, brackets for minus, a row of totals. */
export const PORTAL_EXPORT: readonly string[] = [
  '"Merchant settlement report",,,,,,,,,,',
  '"Merchant:","SHOP1",,,,,,,,,',
  ",,,,,,,,,,",
  "Settle Date,Trans Date,Trans Time,Transaction ID,Original ID,Order No.,Type,CCY,Amount (HKD),MDR,Net (HKD)",
  '12/03/2026,10/03/2026,10:00:00,20260310000200020000000901,,SO-1,Payment,HKD,"1,234.50",9.88,"1,224.62"',
  "12/03/2026,10/03/2026,12:00:00,20260310000200020000000903,20260310000200020000000901,RF-1,refund,HKD,(20.00),(0.16),(19.84)",
  'Grand Total,,,,,,,HKD,"1,214.50",9.72,"1,204.78"',
];
