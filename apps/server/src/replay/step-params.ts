import { z } from "zod";
import { BadCase, type Step } from "./case-files.ts";

/** A step's parameters as its action knows them. Throws {@link BadCase} when they do not fit. */
export function paramsOf<S extends z.ZodType>(schema: S, step: Step): z.infer<S> {
  const parsed = schema.safeParse(step);
  if (!parsed.success) throw new BadCase(`the step's parameters do not fit: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
  return parsed.data;
}
