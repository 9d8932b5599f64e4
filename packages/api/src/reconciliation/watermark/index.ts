export { followWatermark } from "./follow-watermark.ts";
export { readWatermark, type WatermarkView } from "./read-watermark.ts";
