// Installs what the project needs, with scripts off, and finds the Node that npm brought. Runs on Node 20.
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";

export const root = path.join(import.meta.dirname, "..");
const bin = path.join(root, "node_modules/.bin");

/** The Node 24 from npm where there is one for this machine, else the Node that runs this. */
export function nodePath() {
  const own = path.join(bin, "node");
  return existsSync(own) ? own : process.execPath;
}

/** The environment in which our tools run: our own Node first, no telemetry. */
export function toolEnv() {
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", CHECKPOINT_DISABLE: "1" };
}

/** `npm ci` when the lockfile is newer than what is installed; then the database client, if its models changed. */
export function installIfNeeded() {
  const marker = path.join(root, "node_modules/.package-lock.json");
  const lock = path.join(root, "package-lock.json");
  if (!existsSync(marker) || statSync(marker).mtimeMs < statSync(lock).mtimeMs) {
    console.error("Installing (once; about a minute) …");
    execFileSync("npm", ["ci", "--loglevel=error", "--no-audit", "--no-fund"], { cwd: root, stdio: ["ignore", 2, 2] });
  }
  if (!existsSync(path.join(root, "packages/db/src/generated/client.ts"))) turbo("generate");
}

/** Runs turbo tasks quietly; what they print is shown when they fail. */
export function turbo(...args) {
  execFileSync("turbo", ["run", ...args, "--output-logs=errors-only"], { cwd: root, stdio: ["ignore", 2, 2], env: toolEnv() });
}
