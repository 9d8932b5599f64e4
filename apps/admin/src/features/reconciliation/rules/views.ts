import type { AgreedRulesView, RulesView } from "@tillbook/api/account-rules";

/** One rule that becomes, or became, another. Over the wire a value that is not there may be left out. */
export type ShownChange = { readonly setting: string; readonly before?: unknown; readonly after?: unknown };
type WithShown<View> = Omit<View, "changes"> & { readonly changes: readonly ShownChange[] };
export type WaitingView = WithShown<NonNullable<RulesView["waiting"]>>;
export type AgreedView = WithShown<AgreedRulesView>;
