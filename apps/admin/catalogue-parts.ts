/** Texts of the books alone: half of a catalogue, which a cashier never downloads. All others are the desk's. */
export const BOOKS = [
  "pull",
  "watermark",
  "decisions",
  "people",
  "ledgerAccounts",
  "statements",
  "importing",
  "reconcile",
  "reconcileParts",
  "breaks",
  "payouts",
  "approvals",
  "closing",
  "reports",
  "lens",
  "dryRun",
] as const;
