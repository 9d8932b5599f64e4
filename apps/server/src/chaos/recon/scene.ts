import type { ResultDocument } from "@tillbook/api/reconciliation";
import { type BooksContext, takeInEnquiry } from "@tillbook/api/settlement";
import { money } from "@tillbook/domain/money";
import { addDays, instantFromWire, type SettlementDay, wireTimeSchema } from "@tillbook/domain/time";

/** What is done to a day by whoever may be struck while doing it. */
export const FLOWS = ["import", "run"] as const;
export type Flow = (typeof FLOWS)[number];

/** The hands of somebody at the desk, whichever way they reach the verbs. */
export type Hands = {
  upload(name: string, bytes: Uint8Array): Promise<{ status: string; lines: number }>;
  /** Files that the books know. */
  files(): Promise<readonly { name: string; lines: number }[]>;
  run(settleDay: SettlementDay): Promise<unknown>;
  document(settleDay: SettlementDay): Promise<ResultDocument | null>;
};

/** A day of trade with its statement, whose last row our books do not know. Each has numbers of its own, so that many fit into one account. */
export type Scene = { readonly settleDay: SettlementDay; readonly fileName: string; readonly bytes: Uint8Array; readonly rows: number };

const COLUMNS = "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount";

/** Books a day's payments of HK$10.00 each, and prints the statement for them. */
export async function setScene(ctx: BooksContext, settleDay: SettlementDay, rows: number): Promise<Scene> {
  const time = `${settleDay} 12:00:00`;
  const sysdtm = instantFromWire(wireTimeSchema.parse(time));
  const mchid = ctx.account.mchid ?? "";
  const syssns = Array.from({ length: rows }, (_, n) => `${settleDay.replaceAll("-", "")}${String(n).padStart(8, "0")}`);
  const bare = {
    origssn: null,
    outTradeNo: null,
    chnlsn: null,
    mchid,
    kind: "payment",
    payType: "800201",
    respcd: "0000",
    cancel: "0",
  } as const;
  const times = { txdtm: sysdtm, sysdtm, paydtm: sysdtm };
  await takeInEnquiry(ctx, { rows: syssns.map((syssn) => ({ ...bare, ...times, syssn, amount: money(1_000n, "HKD") })) });
  const lines = [...syssns, `${settleDay.replaceAll("-", "")}X`].map((syssn) =>
    [`B${settleDay}`, settleDay, addDays(settleDay, 1), mchid, "PAYMENT", syssn, time, "HKD", "10.00", "0.08", "9.92"].join(","),
  );
  const count = lines.length;
  const total = `#TOTAL,HKD,${count},${count * 10}.00,${(count * 0.08).toFixed(2)},${(count * 9.92).toFixed(2)}`;
  return { settleDay, rows: count, fileName: `${settleDay}.csv`, bytes: new TextEncoder().encode([COLUMNS, ...lines, total].join("\n")) };
}

/** What is wrong with a struck import or run: it must be whole or not there at all, and done once more it must come out as it should. */
export async function wrongsAfter(flow: Flow, hands: Hands, { settleDay, fileName, bytes, rows }: Scene): Promise<string[]> {
  const wrongs: string[] = [];
  const filesNow = async () => (await hands.files()).filter(({ name }) => name === fileName);
  const before = await filesNow();
  if (before.length > 1 || before.some(({ lines }) => lines !== rows)) wrongs.push(`files there: ${JSON.stringify(before)}`);
  const isThere = before.length > 0;
  if (flow === "run" && !isThere) wrongs.push("the file is gone");
  const half = await hands.document(settleDay);
  if (half !== null) wrongs.push(...wrongsOf(half, rows).map((wrong) => `a part of a run: ${wrong}`));
  const again = await hands.upload(fileName, bytes);
  if (again.status !== (isThere ? "DUPLICATE" : "ACTIVE")) wrongs.push(`imported again it is ${again.status}`);
  if (!isThere && again.lines !== rows) wrongs.push(`imported again it has ${again.lines} rows`);
  if ((await filesNow()).length !== 1) wrongs.push("it does not stand there once");
  await hands.run(settleDay);
  const document = await hands.document(settleDay);
  return [...wrongs, ...(document === null ? ["no run came of it"] : wrongsOf(document, rows))];
}

function wrongsOf({ matched, broken, carried, ignored, proofs }: ResultDocument, rows: number): string[] {
  const counts = [matched.length, broken.length, carried.length, ignored.length];
  const isComplete = counts.join() === [rows - 1, 1, 0, 0].join();
  const off = [proofs.file, proofs.day].filter((proof) => /[1-9]/.test(proof));
  return [
    ...(isComplete ? [] : [`matched, broken, carried, ignored: ${counts.join(", ")}`]),
    ...off.map((proof) => `a proof is off by ${proof}`),
  ];
}
