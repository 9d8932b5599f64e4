import { wireFromInstant } from "@tillbook/domain/time";
import { type ActionClass, classOf } from "./code-table.ts";
import type { RejectionReason, RespCode } from "./outcome.ts";

/** Where the code was read: one code says different things at different places. docs/qfpay.md#codes */
export type Operation = "create" | "query" | "queryRow" | "refund" | "close" | "openid" | "note";

/** A code's meaning for one operation, without the value that came along. */
export type CodeReading =
  | { readonly kind: "accepted" }
  | { readonly kind: "pending"; readonly code: RespCode }
  | { readonly kind: "rejected"; readonly code: RespCode; readonly reason: RejectionReason }
  /** `code` is null where no code of four digits stood. */
  | { readonly kind: "unknown"; readonly code: RespCode | null; readonly listed: boolean };

type Overrides = { readonly [code: string]: ActionClass };

const MAINTENANCE_LEAVES_DOUBT = { "1100": "unknown", "1111": "unknown", "1112": "unknown" } as const;
const NUMBER_ALREADY_USED = { "1102": "unknown", "2011": "unknown" } as const; // the first request may have succeeded

/**
 * What the table's class becomes for an operation. "rejected" must mean "certainly did not happen", so a code that
 * fits an earlier success of the same number is unknown: an enquiry tells.
 */
// biome-ignore format: codes read better in columns
const OVERRIDES: { readonly [operation in Operation]: Overrides } = {
  create: {
    ...MAINTENANCE_LEAVES_DOUBT,
    ...NUMBER_ALREADY_USED,
    "1125": "unknown", "1126": "unknown", "1129": "unknown", "1136": "unknown", "1142": "unknown", "1260": "unknown", "1261": "unknown",
    "1262": "unknown", "1263": "unknown", "1264": "unknown", "1266": "unknown", "1267": "unknown", "1268": "unknown",
  },
  refund: { ...MAINTENANCE_LEAVES_DOUBT, ...NUMBER_ALREADY_USED, "1125": "unknown", "1262": "unknown", "1264": "unknown" },
  close: {
    ...MAINTENANCE_LEAVES_DOUBT,
    ...NUMBER_ALREADY_USED,
    "1142": "ok", "1263": "ok", "1264": "ok", // already unpaid and dead, which is what was asked for
    "1129": "unknown", "1181": "unknown", "1261": "unknown", "1265": "unknown", "1269": "unknown",
    "1123": "unknown", "1146": "unknown", "1147": "unknown", "1201": "unknown", "1202": "unknown", "1204": "unknown", "1205": "unknown",
    "1212": "unknown", "2001": "unknown", "2002": "unknown", "2003": "unknown", "2004": "unknown", "2005": "unknown", "2006": "unknown",
    "2007": "unknown",
  },
  queryRow: {
    ...MAINTENANCE_LEAVES_DOUBT,
    "1125": "unknown", "1129": "unknown", "1136": "unknown", "1260": "unknown", "1261": "unknown", "1262": "unknown", "1268": "unknown",
  },
  query: {},
  openid: {},
  note: {},
};

/**
 * Reads a `respcd` for an operation. Codes in no table are unknown, never a failure.
 * @param text `resperr` and `respmsg`: looked at only for 1251 and 1265, which have two meanings each
 * @param at when the answer came, to tell 1265's nightly blackout from its other meaning
 */
export function interpret(operation: Operation, code: RespCode, text: string, at: Date): CodeReading {
  const action = actionFor(operation, code, text, at);
  if (action === null) return { kind: "unknown", code, listed: false };
  if (action === "ok") return { kind: "accepted" };
  if (action === "pending") return { kind: "pending", code };
  if (action === "unknown") return { kind: "unknown", code, listed: true };
  return { kind: "rejected", code, reason: action };
}

function actionFor(operation: Operation, code: RespCode, text: string, at: Date): ActionClass | null {
  if (code === "1251" && (operation === "create" || operation === "refund") && text.includes("out_trade_no")) return "unknown";
  if (code === "1265" && operation === "refund") return isBlackout(text, at) ? "retryLater" : "final";
  const overrides = new Map(Object.entries(OVERRIDES[operation]));
  return overrides.get(code) ?? classOf(code);
}

/** 1265 is the blackout 23:30–00:30 (UTC+8) or a refusal that will not pass: period over, promotion. docs/qfpay.md#refunds */
function isBlackout(text: string, at: Date): boolean {
  if (/23[:：]30/.test(text)) return true;
  const timeOfDay = wireFromInstant(at).slice(11);
  if (timeOfDay >= "23:25:00" || timeOfDay < "00:35:00") return true; // five minutes of room for two clocks that differ
  return !/period|promotion|exceed|overdue|期|活动|活動|优惠|優惠/i.test(text);
}
