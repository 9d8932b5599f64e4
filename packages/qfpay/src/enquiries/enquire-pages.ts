import { type Answer, type CallOptions, type Gateway, heardOf } from "../gateway/index.ts";
import { idBatches } from "./batches.ts";
import { type Enquiry, type EnquiryPage, enquire } from "./enquiry.ts";
import { monthWindows } from "./windows.ts";

/** Everything in [from, until) by `sysdtm`, or about identifiers; identifiers of older months need the stretch too. */
export type WideEnquiry = Pick<Enquiry, "payType" | "respcd" | "txzone"> & {
  readonly syssn?: readonly string[];
  readonly outTradeNo?: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
};

const PAGE_SIZE = 100;

/**
 * Asks in as many calls as it takes: lists of identifiers, months, pages. Yields every answer in turn and ends after the
 * first that is not accepted, since what follows would have a hole. Rows may repeat when new ones arrive between pages.
 */
export async function* enquirePages(gateway: Gateway, asked: WideEnquiry, options?: CallOptions): AsyncGenerator<Answer<EnquiryPage>> {
  for (const part of partsOf(asked)) {
    const seen = new Set<string>();
    for (let page = 1; ; page += 1) {
      const answer = await enquire(gateway, { ...part, page, pageSize: PAGE_SIZE }, options);
      const rows = answer.kind === "accepted" ? rowsOf(answer) : [];
      const isRepeating = rows.length > 0 && rows.every((row) => seen.has(row));
      yield isRepeating ? repeated(answer) : answer;
      if (answer.kind !== "accepted" || isRepeating) return;
      if (rows.length < pageSizeOf(answer)) break;
      for (const row of rows) seen.add(row);
    }
  }
}

function partsOf({ syssn, outTradeNo, from, until, ...filters }: WideEnquiry): Enquiry[] {
  const windows = from !== undefined && until !== undefined ? monthWindows(from, until) : [{}];
  if (syssn !== undefined) return idBatches(syssn).map((ids) => ({ ...filters, syssn: ids })); // times are ignored beside syssn
  if (outTradeNo === undefined) return windows.map((window) => ({ ...filters, ...window }));
  return idBatches(outTradeNo).flatMap((ids) => windows.map((window) => ({ ...filters, ...window, outTradeNo: ids })));
}

/** Every row that came, asked for or not: they tell whether there is a further page. */
function rowsOf({ fields }: Answer<EnquiryPage>): string[] {
  const data = fields["data"];
  return Array.isArray(data) ? data.map((row) => JSON.stringify(row)) : [];
}

/** A gateway that ignores `page` would keep us asking for ever; what it left out is not known. */
function repeated(answer: Answer<EnquiryPage>): Answer<EnquiryPage> {
  return { kind: "unknown", cause: { reason: "unusable", field: "page" }, ...heardOf(answer) };
}

/** The gateway may cap the page below what was asked, and says so. */
function pageSizeOf(answer: Answer<EnquiryPage>): number {
  const told = Number(answer.fields["page_size"]);
  return Number.isInteger(told) && told > 0 && told < PAGE_SIZE ? told : PAGE_SIZE;
}
