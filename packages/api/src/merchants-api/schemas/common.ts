import { currencySchema } from "@tillbook/domain/money";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import { named, told } from "../published.ts";

export const EXAMPLE = {
  orderId: "019ab6d0-7d1c-7c6e-8f00-0d9b6c1f3a01",
  paymentId: "019ab6d0-8a40-7b11-9f31-5d0e6a2b7c02",
  refundId: "019ab6d4-11b7-7e0a-8c55-2f4d8e9a0b03",
  endpointId: "019ab6d6-5e2f-7d4b-a0a1-7c3e9f8d1e04",
  deliveryId: "019ab6d6-9f6a-7aa2-b2b2-8d4fa09e2f05",
  fileId: "3f0f5c1e-3a44-4a7e-9a5f-4be1c9d0aa06",
  at: "2026-11-22T02:00:00.000Z",
} as const;

export const id = (what: string) => told(z.uuid("not_a_uuid"), `Id of the ${what}.`);
/** Instants are ISO 8601 in UTC. */
export const instant = (description: string) => told(z.iso.datetime(), description, { examples: [EXAMPLE.at] });
export const amount = (description: string) => told(z.string().regex(/^-?\d+(\.\d+)?$/), description, { examples: ["88.00"] });
export const currency = told(currencySchema, "The currency of every amount beside it.");

export const currencyIn = (description: string) => told(currencySchema, description);

/** Reads digits only: a number that is written in any other way is refused. */
export function wholeNumber(range: { min: number; max: number; usual: number }) {
  const digits = z
    .string("not_a_number")
    .regex(/^\d{1,9}$/, "not_a_number")
    .transform(Number);
  const schema = digits.pipe(z.int().min(range.min, "out_of_range").max(range.max, "out_of_range"));
  return told(schema.default(range.usual), "How many to send.", {
    type: "integer",
    minimum: range.min,
    maximum: range.max,
    default: range.usual,
  });
}

export const limit = wholeNumber({ min: 1, max: 100, usual: 50 });
export const cursor = told(z.string().max(2_000, "too_long").optional(), "`nextCursor` of the page before. It fits the same filters only.");

/** A time as a caller writes it, with its zone. */
export function instantIn(description: string) {
  const schema = z.iso.datetime({ offset: true, error: "not_a_time" }).transform((text) => new Date(text));
  return told(schema.optional(), description, { examples: [EXAMPLE.at] });
}

/** A page of a list. */
export function pageOf<T extends z.ZodType>(name: string, item: T) {
  return named(
    name,
    z.strictObject({
      items: z.array(item),
      nextCursor: told(z.string().nullable(), "Pass it as `cursor` to read on; null on the last page."),
    }),
    { description: "One page of a list." },
  );
}

const day = settlementDaySchema.refine((text) => text.startsWith("20"), "not_a_day");
const DAY = { examples: ["2026-11-21"], type: "string", format: "date" };

/** A settlement day of this century. */
export const dayIn = (description: string) => told(day, description, DAY);
export const perhapsDayIn = (description: string) => told(day.optional(), description, DAY);
