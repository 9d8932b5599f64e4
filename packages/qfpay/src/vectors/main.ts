// npm run vectors -- FILE: checks golden vectors of QFPay's signature, ours or an integrator's.
import { readFileSync } from "node:fs";
import { checkVectorsFile } from "./check-file.ts";

process.exitCode = run(process.argv.slice(2));

function run(args: readonly string[]): number {
  const [file] = args;
  if (file === undefined || args.length !== 1) {
    console.error("Which vectors file? Say: npm run vectors -- FILE   (one comes with the code: packages/qfpay/src/vectors/vectors.json)");
    return 1;
  }
  const text = textOf(file);
  if (text === null) return giveUp(`${file} cannot be read: check the path and that it is a file.`);
  const result = checkVectorsFile(file, text);
  if (result.kind === "unreadable") return giveUp(result.sentence);
  for (const failure of result.failures) console.log(failure);
  console.log(`${result.passed} passed, ${result.failed} failed`);
  return result.failed === 0 ? 0 : 1;
}

/** Whoever reads only the last line learns all the same that not all is well. */
function giveUp(sentence: string): number {
  console.log(`${sentence}\n0 passed, 1 failed`);
  return 1;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
