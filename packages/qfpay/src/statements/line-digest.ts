import { hash } from "node:crypto";
import type { BankLine, FundFlowLine, StatementLine, TransactionLine } from "@tillbook/domain/settlement";
import type { Entry } from "./profile.ts";

const US = "\u001f";

/** SHA-256 (hex) of a row's normalised reading: the same for every spelling, encoding and place of the row. */
export function entryDigest(entry: Entry): string {
  switch (entry.kind) {
    case "line":
      return lineDigest(entry.line);
    case "transaction":
      return digestOf("transaction", transactionValues(entry.line));
    case "bank":
      return digestOf("bank", bankValues(entry.line));
    case "flow":
      return digestOf("flow", flowValues(entry.line));
  }
}

/** What most rows of a file have in common: it goes in as a digest of its own, which is taken only when it changes. */
const COMMON = [
  "batchNo",
  "tradeDate",
  "settleDate",
  "mchid",
  "lineType",
  "payType",
  "currency",
  "feeRate",
  "settleCurrency",
  "exchangeRate",
  "status",
  "remark",
] as const satisfies readonly (keyof StatementLine)[];

let lastLine: StatementLine | null = null;
let lastCommon = "";

/** Runs once a row, and is the dearest thing in reading one. */
function lineDigest(line: StatementLine): string {
  if (lastLine === null || !hasSameCommon(line, lastLine))
    lastCommon = hash("sha256", COMMON.map((name) => line[name] ?? "").join(US), "base64url");
  lastLine = line;
  const keys = `${line.syssn ?? ""}${US}${line.origssn ?? ""}${US}${line.outTradeNo ?? ""}${US}${line.chnlsn ?? ""}`;
  const times = `${seconds(line.sysdtm)}${US}${seconds(line.paydtm)}`;
  const settled = line.settleMinor === line.netMinor ? "" : line.settleMinor;
  const money = `${line.grossMinor}${US}${line.feeMinor}${US}${line.netMinor}${US}${settled}`;
  return hash("sha256", `${lastCommon}${US}${keys}${US}${times}${US}${money}`, "hex");
}

function hasSameCommon(a: StatementLine, b: StatementLine): boolean {
  const isSameDay = a.tradeDate === b.tradeDate && a.settleDate === b.settleDate && a.batchNo === b.batchNo && a.mchid === b.mchid;
  const isSameKind = a.lineType === b.lineType && a.payType === b.payType && a.status === b.status && a.remark === b.remark;
  return isSameDay && isSameKind && a.currency === b.currency && a.feeRate === b.feeRate && hasSameRate(a, b);
}

function hasSameRate(a: StatementLine, b: StatementLine): boolean {
  return a.settleCurrency === b.settleCurrency && a.exchangeRate === b.exchangeRate;
}

function digestOf(kind: string, values: readonly (string | bigint | number | null)[]): string {
  return hash("sha256", [kind, ...values.map((value) => String(value ?? ""))].join(US), "hex");
}

/** Times in files are whole seconds. */
function seconds(at: Date | null): number | string {
  return at === null ? "" : at.getTime() / 1_000;
}

function transactionValues(line: TransactionLine) {
  const keys = [line.mchid, line.syssn, line.origssn, line.kind, line.outcome, line.status, seconds(line.sysdtm)];
  const shop = [line.outTradeNo, line.externalOrderNo, line.udid, line.storeId, line.storeName, line.cashier, line.consumerSource];
  return [...keys, line.currency, line.amountMinor, ...shop, line.remark];
}

function bankValues(line: BankLine) {
  return [line.valueDate, line.text, line.reference, line.currency, line.amountMinor, line.balanceMinor];
}

function flowValues(line: FundFlowLine) {
  const keys = [seconds(line.bookedAt), line.walletNo, line.flowNo, line.businessName, line.businessType];
  return [...keys, line.currency, line.amountMinor, line.balanceMinor, line.applicant, line.voucherNo, line.remark];
}
