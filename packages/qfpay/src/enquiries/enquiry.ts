import { z } from "zod";
import { checked, outTradeNoSchema, syssnSchema, textField, wireTime } from "../fields/index.ts";
import type { Answer, CallOptions, Gateway, Reading } from "../gateway/index.ts";
import { PATHS } from "../names/index.ts";
import type { JsonObject } from "../strict-json/index.ts";
import { readRow, type TransactionRow } from "./row.ts";

const LIST_LENGTH = 128;
const listOf = <S extends z.ZodType<string>>(item: S) =>
  z
    .array(item)
    .min(1)
    .refine((ids) => ids.join(",").length <= LIST_LENGTH, `at most ${LIST_LENGTH} characters with commas`);

/** One page of an enquiry. Times filter `sysdtm`, both ends included, and must lie in one calendar month at UTC+8. docs/qfpay.md#enquiry */
export const enquirySchema = z
  .object({
    syssn: listOf(syssnSchema).optional(),
    outTradeNo: listOf(outTradeNoSchema).optional(),
    payType: listOf(z.string().regex(/^\d{6}$/)).optional(),
    /** State of the row, not of the call. */
    respcd: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    startTime: z.date().optional(),
    endTime: z.date().optional(),
    txzone: z.literal("+0800").optional(),
    page: z.int().min(1).optional(),
    /** QFPay caps at 100. */
    pageSize: z.int().min(1).max(100).optional(),
  })
  .refine((asked) => asked.syssn !== undefined || asked.outTradeNo !== undefined || (asked.startTime && asked.endTime) !== undefined, {
    path: ["startTime"],
    message: "syssn, outTradeNo or both times",
  })
  .refine((asked) => !asked.startTime || !asked.endTime || monthOf(asked.startTime) === monthOf(asked.endTime), {
    path: ["endTime"],
    message: "within one calendar month at UTC+8",
  });
export type Enquiry = z.input<typeof enquirySchema>;

/** The rows of one page that belong to what was asked. None: QFPay does not know it, or not yet. */
export type EnquiryPage = { readonly rows: readonly TransactionRow[]; readonly page: number; readonly pageSize: number };

const DEFAULT_PAGE_SIZE = 10;

/** Asks QFPay about transactions. Accepted says that the call worked; each row has a state of its own. Throws `InvalidRequest`. */
export async function enquire(gateway: Gateway, asked: Enquiry, options?: CallOptions): Promise<Answer<EnquiryPage>> {
  const enquiry = checked(enquirySchema, asked);
  return gateway.call(
    {
      operation: "query",
      method: "POST",
      path: PATHS.query,
      params: {
        syssn: enquiry.syssn?.join(","),
        out_trade_no: enquiry.outTradeNo?.join(","),
        pay_type: enquiry.payType?.join(","),
        respcd: enquiry.respcd,
        start_time: enquiry.startTime && wireTime(enquiry.startTime),
        end_time: enquiry.endTime && wireTime(enquiry.endTime),
        txzone: enquiry.txzone,
        page: enquiry.page?.toString(),
        page_size: enquiry.pageSize?.toString(),
      },
      echoes: {},
      read: (fields) => readPage(fields, enquiry, gateway.now()),
    },
    options,
  );
}

/**
 * A page that is not a list of objects tells nothing, least of all that there is nothing; and so does one that has rows, but none
 * of those that were asked for.
 */
function readPage(fields: JsonObject, asked: Enquiry, at: Date): Reading<EnquiryPage> {
  const data = fields["data"];
  if (!Array.isArray(data)) return { ok: false, field: "data" };
  const all = data.map((item) => readRow(item, at));
  const rows = all.filter((row) => row !== null).filter((row) => isAskedFor(row, asked));
  if (all.includes(null) || (rows.length === 0 && all.length > 0)) return { ok: false, field: "data" };
  return { ok: true, value: { rows, page: asked.page ?? 1, pageSize: asked.pageSize ?? DEFAULT_PAGE_SIZE } };
}

/** Rows of other orders are left out, those of a payment's refunds are not: they name it as their origin. */
function isAskedFor(row: TransactionRow, { syssn, outTradeNo }: Enquiry): boolean {
  if (syssn === undefined && outTradeNo === undefined) return true;
  const origin = textField(row.fields, "orig_out_trade_no");
  const isNamed = (ids: readonly string[] | undefined, ...names: readonly (string | null)[]) =>
    names.some((name) => name !== null && ids?.includes(name));
  return isNamed(syssn, row.syssn, row.origSyssn) || isNamed(outTradeNo, row.outTradeNo, origin);
}

function monthOf(at: Date): string {
  return wireTime(at).slice(0, 7);
}
