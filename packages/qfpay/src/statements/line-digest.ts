import { hash } from "node:crypto";
import { type BankLine, type FundFlowLine, lineDigests, type TransactionLine } from "@tillbook/domain/settlement";
import type { Entry } from "./profile.ts";

const US = "\u001f";

const lineDigest = lineDigests((text, encoding) => hash("sha256", text, encoding));

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
