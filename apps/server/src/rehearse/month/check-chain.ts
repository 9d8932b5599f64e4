import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { World } from "../../testing/index.ts";
import {
  changeCentInDatabase,
  changeCentInFile,
  isNamedBy,
  type Place,
  type Said,
  verifyFolder,
  writeCertificates,
} from "./certificates.ts";

export type Tampered = Place & { readonly said: string; readonly isNamed: boolean };
export type CheckedChain = { chain: Said & { certificates: number }; tampered: { file: Tampered; database: Tampered } };

/** Verifies the chain as it left the house; then with one cent changed in a file, and with one changed in the stored rows. The database is spoilt afterwards. */
export async function checkChain(world: World, databaseUrl: string): Promise<CheckedChain> {
  const folder = await mkdtemp(path.join(tmpdir(), "tillbook-certificates-"));
  try {
    const written = await writeCertificates(world, path.join(folder, "true"));
    const chain = { ...(await verifyFolder(path.join(folder, "true"))), certificates: written.length };
    const inFile = await changeOne(written.slice(Math.floor(written.length / 2)).map((name) => path.join(folder, "true", name)));
    const file = asTampered(inFile, await verifyFolder(path.join(folder, "true")));
    const stored = await changeCentInDatabase(databaseUrl, Math.max(1, Math.floor(written.length / 3)));
    await writeCertificates(world, path.join(folder, "spoilt"));
    return { chain, tampered: { file, database: asTampered(stored, await verifyFolder(path.join(folder, "spoilt"))) } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In the first of these files that has an amount. */
async function changeOne(files: readonly string[]): Promise<Place> {
  for (const file of files) {
    const place = await changeCentInFile(file);
    if (place) return place;
  }
  throw new Error("no certificate has an amount");
}

function asTampered(place: Place, said: Said): Tampered {
  return { ...place, said: said.text, isNamed: isNamedBy(said, place) };
}
