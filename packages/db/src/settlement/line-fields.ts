import { hash } from "node:crypto";
import { currencySchema } from "@tillbook/domain/money";
import { LINE_TYPES, lineDigests } from "@tillbook/domain/settlement";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";

const text = z.string().nullable();

/** A row of a statement as it is kept. */
export const lineFields = z.object({
  lineNo: z.int(),
  batchNo: z.string(),
  tradeDate: settlementDaySchema,
  settleDate: settlementDaySchema,
  mchid: z.string(),
  lineType: z.enum(LINE_TYPES),
  syssn: text,
  origssn: text,
  outTradeNo: text,
  chnlsn: text,
  payType: text,
  sysdtm: z.date().nullable(),
  paydtm: z.date().nullable(),
  currency: currencySchema,
  grossMinor: z.bigint(),
  feeRate: text,
  feeMinor: z.bigint(),
  netMinor: z.bigint(),
  settleCurrency: currencySchema,
  exchangeRate: text,
  settleMinor: z.bigint(),
  status: z.string(),
  remark: z.string(),
});

/** SHA-256 (hex) of what a row says. It is not kept: the row is. */
export const lineDigest = lineDigests((said, encoding) => hash("sha256", said, encoding));
