import { execFileSync, spawnSync } from "node:child_process";
import { chownSync } from "node:fs";

/** How a program of PostgreSQL is run: words put before the command, and the user it runs as. */
export type Privileges = { readonly prefix: readonly string[]; readonly owner?: { readonly uid: number; readonly gid: number } };

const OWN_NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"] as const;

/**
 * PostgreSQL refuses uid 0. Root runs it in a user namespace where it appears as uid 1000, which works in folders that
 * only root may enter; where namespaces are not allowed, as the user `postgres` or `nobody`.
 */
export function postgresPrivileges(): Privileges {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const [command, ...args] = OWN_NAMESPACE;
  if (spawnSync(command, [...args, "true"]).status === 0) return { prefix: OWN_NAMESPACE };
  const owner = userNamed("postgres") ?? userNamed("nobody");
  if (owner) return { prefix: [], owner };
  throw new Error(
    "Cannot give up root for the embedded database: start as an ordinary user, or set DATABASE_URL to a PostgreSQL 15–18 server.",
  );
}

/** Hands a folder to the user that the database runs as, where that is not ourselves. */
export function giveTo(privileges: Privileges, folder: string): void {
  if (privileges.owner) chownSync(folder, privileges.owner.uid, privileges.owner.gid);
}

function userNamed(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string): number => Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined; // no such user on this machine
  }
}
