import type { z } from "zod";

/** A request that QFPay would refuse, stopped before anything was sent. `field` names the input in our words, e.g. `goodsName`. */
export class InvalidRequest extends Error {
  readonly field: string;

  constructor(field: string, rule: string) {
    super(`${field}: ${rule}`);
    this.name = "InvalidRequest";
    this.field = field;
  }
}

/** `input` as the schema reads it. Throws {@link InvalidRequest} for the first field that does not fit. */
export function checked<S extends z.ZodType>(schema: S, input: z.input<S>): z.output<S> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new InvalidRequest(issue?.path.join(".") ?? "", issue?.message ?? "does not fit");
}
