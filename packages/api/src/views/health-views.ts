/** What a light watches over. */
export type LightName =
  | "database" | "queue" | "resolver" | "budget" | "notifications" | "signatures" | "cases" | "refunds" | "webhooks" | "keys" | "clock" | "books" | "folder"; // biome-ignore format: a list reads better

export type LightTone = "green" | "amber" | "red";

/** What to do about it; screens and docs/operating.md say it in words. */
export type AdviceCode =
  | "database_fine" | "database_slow" | "database_crowded" | "queue_fine" | "queue_absent" | "queue_late" | "queue_hangs"
  | "resolver_fine" | "resolver_behind" | "resolver_needs_person" | "budget_fine" | "budget_nearly_used" | "budget_paused"
  | "notifications_fine" | "notifications_quiet" | "notifications_missing" | "notifications_silent"
  | "signatures_fine" | "signatures_forged" | "signatures_flood" | "signatures_our_numbers"
  | "cases_none" | "cases_wait" | "cases_wait_long" | "refunds_fine" | "refunds_to_approve" | "refunds_put_off" | "refunds_undecided" | "refunds_late"
  | "webhooks_none" | "webhooks_fine" | "webhooks_failing" | "webhooks_given_up"
  | "keys_fine" | "keys_both" | "keys_old" | "clock_fine" | "clock_unknown" | "clock_off"
  | "books_fine" | "books_unchecked" | "books_check_late" | "books_broken" | "books_rewritten"
  | "folder_fine" | "folder_unreadable" | "folder_put_off" | "folder_stuck" | "folder_refused"; // biome-ignore format: a list reads better

export type FigureName =
  | "answers_in" | "connections" | "connections_most" | "connections_waiting" | "rounds" | "latest_by" | "longest_running"
  | "open" | "due" | "behind_by" | "waiting_for_person" | "calls_this_minute" | "calls_most" | "calls_waiting" | "paused_for"
  | "last_notification" | "payments_judged" | "payments_unnotified" | "forged_this_hour" | "forged_hour_before" | "forged_naming_ours"
  | "quarantined" | "oldest_quarantined" | "other_cases" | "to_approve" | "oldest_to_approve" | "put_off" | "oldest_put_off" | "late_sends" | "undecided_refunds" | "oldest_undecided"
  | "endpoints" | "endpoints_failing" | "failing_since" | "deliveries_waiting" | "key_age" | "previous_key_until" | "clock_off_by" | "clocks_compared"
  | "last_check" | "promises_broken" | "broken_promises" | "last_look" | "files_waiting" | "oldest_file_waiting" | "files_put_off" | "files_refused"; // biome-ignore format: a list reads better

/** One measured figure. Moments are ISO text, null when there is none. */
export type FigureView =
  | { name: FigureName; unit: "count" | "milliseconds" | "seconds" | "days"; value: number }
  | { name: FigureName; unit: "moment"; at: string | null }
  | { name: FigureName; unit: "names"; names: string[] };

export type LightView = { name: LightName; tone: LightTone; advice: AdviceCode; figures: FigureView[] };

/** Lights of one account, the worst first. */
export type HealthView = { at: string; lights: LightView[] };

/** The small mark on the desk: how many lights are red. */
export type HealthMark = { red: number };
