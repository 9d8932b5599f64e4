import type { ResolutionAction } from "@tillbook/domain/reconciliation/breaks";

/** Single keys of the desk. Each is written on its button and in the list of keys. */
export const ACTION_KEYS = {
  ENQUIRE: "e",
  LINK: "l",
  CREATE_INTERNAL: "b",
  CLAIM: "c",
  CARRY: "w",
  WRITE_OFF: "o",
  IGNORE_LINE: "i",
  REVERSE: "u",
} as const satisfies Record<ResolutionAction, string>;

/** What may be done to several breaks of one cause at once: each by itself, with the same words. */
export const BULK_ACTIONS = [
  "CREATE_INTERNAL",
  "CLAIM",
  "CARRY",
  "WRITE_OFF",
  "IGNORE_LINE",
] as const satisfies readonly ResolutionAction[];
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** What a form is open for. */
export type Asking = ResolutionAction | "ASSIGN" | "APPROVE" | "REJECT" | "WITHDRAW";
