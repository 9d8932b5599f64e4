// Installs what the project needs, with scripts off, and finds the Node that npm brought. Plain JavaScript for Node 20.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.join(import.meta.dirname, "..");
const bin = path.join(root, "node_modules/.bin");

/** The Node 24 from npm where there is one for this machine, else the Node that runs this. */
export function nodePath() {
  const own = path.join(bin, "node");
  return existsSync(own) ? own : process.execPath;
}

/**
 * The environment in which our tools run: our own Node first, no telemetry.
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv() {
  const quiet = { TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", CHECKPOINT_DISABLE: "1" };
  return { ...process.env, ...quiet, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
}

/**
 * `npm ci` unless exactly what the lockfile asks for is installed. Throws a sentence when it fails.
 * @param {AbortSignal} ending stops a running install
 */
export async function installIfNeeded(ending) {
  if (isInstalled()) return;
  console.error("Installing what Tillbook needs (about a minute, once) …");
  await tool("npm", ["ci", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund"], ending);
  if (process.platform === "linux" && nodePath() === process.execPath && Number(process.versions.node.split(".")[0]) < 24)
    throw new Error("npm brought no Node 24 for this machine: install Node 24 or newer, then start again.");
}

/**
 * Runs turbo tasks; what they print is shown only when they fail.
 * @param {readonly string[]} args
 * @param {AbortSignal} ending
 */
export async function turbo(args, ending) {
  await tool("turbo", ["run", ...args, "--output-logs=errors-only", "--log-prefix=none"], ending);
}

// npm writes the hidden lockfile last, so an install that was interrupted does not pass for one.
function isInstalled() {
  const hidden = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = Object.entries(packagesOf(path.join(root, "package-lock.json")));
  const installed = packagesOf(hidden);
  return wanted.every(([place, { version, optional, devOptional, link }]) => {
    if (link || !place.includes("node_modules/")) return true; // our own workspaces
    const there = installed[place];
    return there ? there.version === version : optional || devOptional; // built for another system
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {AbortSignal} ending
 * @returns {Promise<void>}
 */
function tool(command, args, ending) {
  return new Promise((resolve, reject) => {
    // Quiet when all is well: turbo's own summary is of no interest to somebody who starts the product.
    const child = spawn(command, args, { cwd: root, env: toolEnv(), stdio: ["ignore", "pipe", "pipe"], signal: ending });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (said += bytes));
    child.on("error", (error) => reject(ending.aborted ? new Error("Stopped.") : error));
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`${said.trim()}\n${command} ${args[0]} failed: see above.`))));
  });
}
