import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Database } from "@tillbook/db/client";
import { openBooks } from "./case-account.ts";
import { BadCase, type ReplayCase, readCase, type Step } from "./case-files.ts";
import { differencesOf } from "./compare.ts";
import { ACTIONS, type Stage } from "./steps.ts";

/** One step: what it was, and why it did not pass, if it did not. */
export type Played = { readonly caseId: string; readonly step: string; readonly action: string; readonly faults: readonly string[] };

/**
 * Plays one case from its folder in an account of its own and writes every step's result to `<out>/<case>/<step>.json`.
 * A case that cannot be read is one failed step.
 */
export async function* replayCase(db: Database, dir: string, out: string | null): AsyncGenerator<Played> {
  let replayed: ReplayCase;
  let stage: Stage;
  try {
    replayed = await readCase(dir);
    stage = { replayed, books: await openBooks(db, replayed), sealed: new Map(), runs: new Map() };
  } catch (error) {
    yield { caseId: path.basename(dir), step: "-", action: "open", faults: [sentenceOf(error)] };
    return;
  }
  for (const step of replayed.steps) {
    const { result, faults } = await play(stage, step);
    if (out !== null) await write(path.join(out, path.basename(dir)), step, result);
    yield { caseId: path.basename(dir), step: step.n, action: step.action, faults };
  }
}

async function play(stage: Stage, step: Step): Promise<{ result: Readonly<Record<string, unknown>>; faults: string[] }> {
  const action = ACTIONS.get(step.action);
  if (!action) return failed(`the action ${step.action} is not supported yet`);
  try {
    const result = await action.run(stage, step);
    const expected = stage.replayed.expected?.[step.n];
    return { result, faults: expected ? differencesOf(expected, result, action.answers) : [] };
  } catch (error) {
    return failed(sentenceOf(error));
  }
}

function failed(sentence: string): { result: { failed: string }; faults: string[] } {
  return { result: { failed: sentence }, faults: [sentence] };
}

function sentenceOf(error: unknown): string {
  if (error instanceof BadCase) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

async function write(dir: string, step: Step, result: object): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(path.join(dir, `${path.basename(step.n)}.json`), `${JSON.stringify(result, null, 1)}\n`);
}
