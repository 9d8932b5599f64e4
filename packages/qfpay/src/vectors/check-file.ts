import { z } from "zod";
import { checkVector } from "./check-vector.ts";
import { vectorSchema } from "./vector.ts";

/** What checking a file came to: a line per failure, or a sentence that says why it is no vectors file. */
export type FileResult =
  | { readonly kind: "checked"; readonly passed: number; readonly failed: number; readonly failures: readonly string[] }
  | { readonly kind: "unreadable"; readonly sentence: string };

const fileSchema = z.object({ vectors: z.array(z.unknown()).min(1) });

/** Checks the text of a vectors file; `name` is used in the sentence only. */
export function checkVectorsFile(name: string, text: string): FileResult {
  const file = fileSchema.safeParse(jsonOrNull(text));
  if (!file.success) {
    return { kind: "unreadable", sentence: `${name} is not a vectors file: it must be JSON with a list "vectors" of at least one vector.` };
  }
  const failuresPerVector = file.data.vectors.map(failuresOf);
  const failed = failuresPerVector.filter((failures) => failures.length > 0).length;
  return { kind: "checked", passed: failuresPerVector.length - failed, failed, failures: failuresPerVector.flat() };
}

function failuresOf(candidate: unknown, index: number): string[] {
  const vector = vectorSchema.safeParse(candidate);
  if (!vector.success) {
    const issue = vector.error.issues[0];
    const where = issue?.path.length ? `${issue.path.join(".")}: ` : "";
    return [`${nameOf(candidate, index)}: not a vector: ${where}${issue?.message ?? ""}`];
  }
  return checkVector(vector.data).map(({ what, expected, got }) => `${vector.data.name}: ${what}: expected ${expected}, got ${got}`);
}

function nameOf(candidate: unknown, index: number): string {
  const named = z.object({ name: z.string().min(1) }).safeParse(candidate);
  return named.success ? named.data.name : `vector ${index + 1}`;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
