import { wireFromInstant } from "@tillbook/domain/time";
import { actionFor } from "./by-operation.ts";
import { type ActionClass, classOf } from "./code-table.ts";
import type { Again, RejectionReason, RespCode } from "./outcome.ts";

/** Where the code was read: one code says different things at different places. docs/qfpay.md#codes */
export type Operation = "create" | "query" | "queryRow" | "refund" | "close" | "openid" | "note";

/** A code's meaning for one operation, without the value that came along. */
export type CodeReading =
  | { readonly kind: "accepted" }
  | { readonly kind: "pending"; readonly code: RespCode }
  | { readonly kind: "rejected"; readonly code: RespCode; readonly reason: RejectionReason; readonly again: Again }
  /** `code` is null where no code of four digits stood. */
  | { readonly kind: "unknown"; readonly code: RespCode | null; readonly listed: boolean };

/**
 * Reads a `respcd` for an operation. Codes in no table are unknown, never a failure.
 * @param text `resperr` and `respmsg`: looked at only for 1251 and 1265, which have two meanings each
 * @param at when the answer came, to tell 1265's nightly blackout from its other meaning
 */
export function interpret(operation: Operation, code: RespCode, text: string, at: Date): CodeReading {
  const table = classOf(code);
  if (table === null) return { kind: "unknown", code, listed: false };
  const action = byText(operation, code, text, at) ?? actionFor(operation, code, table);
  if (action === "ok") return { kind: "accepted" };
  if (action === "pending") return { kind: "pending", code };
  if (action === "unknown") return { kind: "unknown", code, listed: true };
  return { kind: "rejected", code, reason: action, again: action === "refusedForNow" ? "later" : "never" };
}

/** The two codes whose meaning only the text tells; null for all others. docs/qfpay.md#codes */
function byText(operation: Operation, code: RespCode, text: string, at: Date): ActionClass | null {
  if (code === "1251" && (operation === "create" || operation === "refund") && text.includes("out_trade_no")) return "unknown";
  if (code === "1265" && operation === "refund") return isNight(at) || saysNight(text) ? "refusedForNow" : "final";
  if (code === "1265" && operation === "queryRow") return saysNight(text) ? "refusedForNow" : "final"; // asked about at any hour
  return null;
}

/** 1265 is the blackout 23:30–00:30 (UTC+8) or a refusal that will not pass: period over, promotion. docs/qfpay.md#refunds */
function saysNight(text: string): boolean {
  return /23[:：]30/.test(text) || !/period|promotion|exceed|overdue|期|活动|活動|优惠|優惠/i.test(text);
}

function isNight(at: Date): boolean {
  const timeOfDay = wireFromInstant(at).slice(11);
  return timeOfDay >= "23:25:00" || timeOfDay < "00:35:00"; // five minutes of room for two clocks that differ
}
