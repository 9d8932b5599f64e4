export { refundTotals, type TakingsBucket, takings } from "./takings.ts";
