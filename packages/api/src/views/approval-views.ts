import type { Role } from "@tillbook/domain/staff";

/** Somebody at the merchant. `actor` is how the books write them. */
export type PersonView = { actor: string; name: string; role: Role };

/** What two people agree upon, by what it is about: a file, a day, a month, a break or bank row, or a set of rules. */
export type ApprovalKind =
  | "supersede"
  | "release"
  | "reject"
  | "close"
  | "reopen"
  | "no_activity"
  | "close_month"
  | "reopen_month"
  | "resolution"
  | "rules";

/** Something that one person asked for and a second one has not decided yet. */
export type ApprovalView = {
  id: string;
  kind: ApprovalKind;
  /** A file's id, a day, a month, what a break is about, or a set of rules. */
  subject: string;
  /** Of a file its name; otherwise the subject itself. */
  title: string;
  reason: string;
  /** As the books name people; `isOwn` when it is who asks. */
  maker: string;
  isOwn: boolean;
  /** ISO text. */
  madeAt: string;
  /** For an owner to decide. */
  secondLevel: boolean;
};
