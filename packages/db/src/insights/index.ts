export { foldTakings } from "./fold-takings.ts";
export { KEPT_TAKINGS_DIFFER, type TakingsSlot, type TakingsSpan, takings, takingsFromRows } from "./takings.ts";
