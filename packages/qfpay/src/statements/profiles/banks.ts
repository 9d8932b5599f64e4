import { type ColumnMapping, type ColumnMappingJson, mappingJsonSchema } from "@tillbook/domain/settlement";
import { mappedProfile } from "../mapping/mapped-profile.ts";
import type { FileContext, OpenedProfile, StatementProfile } from "../profile.ts";

/** Names under which banks print what a bank line needs. */
const NAMES = {
  value_date: ["value_date", "value date", "date", "transaction date", "posting date", "日期", "交易日期", "起息日", "起息日期"],
  description: ["description", "details", "transaction details", "particulars", "narrative", "摘要", "說明", "说明", "交易摘要"],
  reference: ["reference", "reference no", "reference no.", "ref", "ref no.", "bank reference", "參考編號", "参考编号"],
  currency: ["currency", "ccy", "account currency", "貨幣", "货币", "币种"],
  amount: ["amount", "transaction amount", "金額", "金额", "交易金额"],
  debit: ["debit", "withdrawal", "withdrawals", "money out", "支出", "借方", "借方金额"],
  credit: ["credit", "deposit", "deposits", "money in", "存入", "收入", "贷方", "貸方", "贷方金额"],
  balance: ["balance", "account balance", "running balance", "結餘", "余额", "餘額", "账户余额"],
} as const;

/** A bank statement with plain columns: a date, an amount (or money out and in), a currency and a text. Anything else is for a mapping. */
const bankGeneric: StatementProfile = { name: "BANK_GENERIC", version: 1, content: "BANK", open: openGeneric };

/** HSBC Hong Kong's account history: days before months, thousand separators, several currencies, the newest first. */
const bankHsbcHk: StatementProfile = { name: "BANK_HSBC_HK", version: 1, content: "BANK", open: openHsbc };

export const banks: readonly StatementProfile[] = [bankHsbcHk, bankGeneric];

function openHsbc(header: readonly string[], above: readonly string[], context: FileContext): OpenedProfile | null {
  const names = header.map((name) => name.trim().toLowerCase());
  if (!["date", "description", "billing amount", "billing currency", "balance"].every((name) => names.includes(name))) return null;
  return mappedProfile(HSBC).open(header, above, context);
}

const HSBC = bankMapping({
  name: "BANK_HSBC_HK",
  date_format: "D/M/YYYY",
  columns: { value_date: "Date", description: "Description", currency: "Billing currency", amount: "Billing amount", balance: "Balance" },
});

function openGeneric(header: readonly string[], above: readonly string[], context: FileContext): OpenedProfile | null {
  const names = header.map((name) => name.trim().toLowerCase());
  const column = (field: keyof typeof NAMES): string | undefined => NAMES[field].find((name) => names.includes(name));
  const [date, text, currency] = [column("value_date"), column("description"), column("currency")];
  const [amount, debit, credit] = [column("amount"), column("debit"), column("credit")];
  const isSplit = amount === undefined && debit !== undefined && credit !== undefined;
  if (date === undefined || text === undefined || currency === undefined || (amount === undefined && !isSplit)) return null;
  const [reference, balance] = [column("reference"), column("balance")];
  const mapping = bankMapping({
    name: "BANK_GENERIC",
    negative: isSplit ? "DEBIT_CREDIT" : "PARENTHESES",
    columns: {
      value_date: date,
      description: text,
      currency,
      ...(reference !== undefined && { reference }),
      ...(balance !== undefined && { balance }),
      ...(amount !== undefined && { amount }),
      ...(isSplit && { debit, credit }),
    },
  });
  return mappedProfile(mapping).open(header, above, context);
}

function bankMapping(json: Omit<ColumnMappingJson, "content">): ColumnMapping {
  return mappingJsonSchema.parse({ ...json, content: "BANK" });
}
