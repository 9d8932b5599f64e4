import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";

const MOST_DAYS = 400;
const DAY_MS = 86_400_000;

/** Settlement days, both ends included; a year and a little at most. */
export const reportPeriodSchema = z
  .strictObject({ first: settlementDaySchema, last: settlementDaySchema })
  .refine(({ first, last }) => first <= last, { path: ["last"], message: "too_early" })
  .refine(({ first, last }) => Date.parse(last) - Date.parse(first) < MOST_DAYS * DAY_MS, { path: ["last"], message: "too_long" });
