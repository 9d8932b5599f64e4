import { z } from "zod";

/** How a server under test differs from a real one: its clock may run faster, and then it waits for others that much shorter. */
export const chaosSettingSchema = z.strictObject({
  /** At the machine's `realMs` our clock shows `simulatedMs`; from there it runs `rate` times as fast. */
  clock: z.strictObject({ realMs: z.int(), simulatedMs: z.int(), rate: z.number().positive() }).optional(),
  timeouts: z.strictObject({ moneyMs: z.int(), readMs: z.int() }).optional(),
  patience: z.strictObject({ connectMs: z.int(), statementMs: z.int(), bulkStatementMs: z.int(), idleInTransactionMs: z.int() }).optional(),
});
export type ChaosSetting = z.infer<typeof chaosSettingSchema>;

/** Reads the setting. Refuses a server that could reach a real QFPay: it would be killed with real money under way. */
export function readChaosSetting(text: string, apiBase: string): ChaosSetting {
  const { hostname } = new URL(apiBase);
  if (hostname !== "127.0.0.1") throw new Error("CHAOS is for tests: it works beside a simulator on 127.0.0.1 only.");
  return chaosSettingSchema.parse(JSON.parse(text));
}
