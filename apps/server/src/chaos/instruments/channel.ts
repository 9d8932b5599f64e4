import { z } from "zod";

/** Where a process shall kill itself: in a flow, at the n-th meeting of one of its steps. */
export const armSchema = z.strictObject({ flow: z.string(), step: z.string(), meeting: z.int().min(1).default(1) });
export type Arm = z.infer<typeof armSchema>;

/** What the harness tells a server that it started: begin, die at this step or at none, and whether to report every step. */
const wordSchema = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("go") }),
  z.strictObject({ is: z.literal("arm"), arm: armSchema.nullable() }),
  z.strictObject({ is: z.literal("record"), on: z.boolean() }),
]);
export type Word = z.input<typeof wordSchema>;

/** What a server tells the harness: that its modules are loaded, that a word was taken, that a flow met a step. */
export const reportSchema = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("warm") }),
  z.strictObject({ is: z.literal("taken") }),
  z.strictObject({ is: z.literal("met"), flow: z.string(), step: z.string() }),
]);
export type Report = z.infer<typeof reportSchema>;

/** Hears the harness. A server is not left behind when its harness is gone. */
export function hearHarness(listener: (word: z.output<typeof wordSchema>) => void): void {
  process.on("message", (message) => {
    listener(wordSchema.parse(message));
    report({ is: "taken" });
  });
  process.once("disconnect", () => process.exit(1));
}

export function report(message: Report): void {
  process.send?.(message);
}
