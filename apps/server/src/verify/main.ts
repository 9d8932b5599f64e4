import { writeFile } from "node:fs/promises";
import { NoCertificate, readCertificates } from "./read-certificates.ts";
import { verify } from "./verify.ts";
import { verifyPage } from "./verify-page.ts";

const USAGE = `npm run verify -- FILES         (certificates of closed days, or folders of them)
npm run verify -- --page FILE   (writes a page that checks them in a browser, without a network)`;

/**
 * Checks certificates by themselves: no database, nothing of ours but the rule. Exits 0 when every close is as it was sealed, 1 when one is
 * not (its day and row are named), 2 when there is nothing to verify.
 */
async function main(places: readonly string[]): Promise<number> {
  const [first, target] = places;
  if (first === undefined || (first === "--page" && target === undefined)) throw new NoCertificate(USAGE);
  if (first === "--page" && target !== undefined) {
    await writeFile(target, verifyPage());
    console.log(`${target} checks certificates in any browser.`);
    return 0;
  }
  const { sound, sentences } = verify(await readCertificates(places));
  for (const sentence of sentences) console.log(sentence);
  return sound ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof NoCertificate)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
