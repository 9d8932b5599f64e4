import type { HeardEvidence } from "@tillbook/db/evidence";
import { shownBody, shownFields } from "@tillbook/qfpay/redaction";
import { z } from "zod";
import { findingView } from "../notifications/index.ts";
import type { CallView, DeliveryView } from "../views/index.ts";

const SHOWN_OF_SIGNATURE = 4;

/** What we keep of a request. Read again with care: it is redacted when it is stored, and once more when it is shown. */
const sentSchema = z.object({
  operation: z.string(),
  method: z.string(),
  path: z.string(),
  at: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  httpStatus: z.int().nullable(),
  signType: z.string(),
  sign: z.string(),
  fields: z.record(z.string(), z.string()),
});

/** One answer with what we had asked. */
export function callView(heard: HeardEvidence, source: CallView["source"]): CallView {
  return {
    source,
    outTradeNo: heard.outTradeNo,
    sent: sentView(heard.request),
    heardAt: heard.receivedAt.toISOString(),
    respcd: heard.respcd,
    verdict: heard.verdict,
    findings: heard.findings.map(findingView),
    answer: shownBody(heard.raw),
  };
}

function sentView(request: unknown): CallView["sent"] {
  const read = sentSchema.safeParse(request);
  if (!read.success) return null;
  return { ...read.data, sign: firstOf(read.data.sign), fields: shownFields(read.data.fields) };
}

/** One delivery of a notification with its verdict. */
export function deliveryView(heard: HeardEvidence, named: (actor: string) => string): DeliveryView {
  return {
    id: heard.id.toString(),
    receivedAt: heard.receivedAt.toISOString(),
    verdict: heard.verdict,
    findings: heard.findings.map(findingView),
    notifyType: heard.notifyType,
    outTradeNo: heard.outTradeNo,
    syssn: heard.syssn,
    signedBy: heard.signedBy,
    signature: heard.signature === null ? null : firstOf(heard.signature),
    body: shownBody(heard.raw),
    replayOf: heard.replayOf?.toString() ?? null,
    replayedBy: heard.actor === null ? null : named(heard.actor),
  };
}

/** Enough to find it in QFPay's log, too few to use it. */
function firstOf(signature: string): string {
  return `${signature.slice(0, SHOWN_OF_SIGNATURE)}…`;
}
