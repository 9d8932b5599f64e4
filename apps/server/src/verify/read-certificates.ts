import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { type Certificate, certificateSchema } from "@tillbook/domain/reconciliation/closing";
import { z } from "zod";

/** A file that is no certificate: a sentence for the person who verifies. */
export class NoCertificate extends Error {}

/** The certificates in these files, and in all `.json` files of these folders. */
export async function readCertificates(places: readonly string[]): Promise<Certificate[]> {
  const files: string[] = [];
  for (const place of places) files.push(...(await filesAt(place)));
  if (files.length === 0) throw new NoCertificate("There is no certificate in what was named.");
  const certificates: Certificate[] = [];
  for (const file of files) certificates.push(await readOne(file));
  return certificates;
}

async function filesAt(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => null);
  if (found === null) throw new NoCertificate(`${place} is missing.`);
  if (!found.isDirectory()) return [place];
  const names = (await readdir(place)).filter((name) => name.endsWith(".json"));
  return names.toSorted().map((name) => path.join(place, name));
}

async function readOne(file: string): Promise<Certificate> {
  const parsed = certificateSchema.safeParse(parseJson(await readFile(file, "utf8"), file));
  if (!parsed.success) throw new NoCertificate(`${file} is no certificate: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`);
  return parsed.data;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoCertificate(`${file} is no JSON.`);
  }
}
