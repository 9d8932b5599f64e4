// Runs one of our TypeScript programs on the Node that npm brought.
import { spawn } from "node:child_process";
import path from "node:path";
import { nodePath, toolEnv } from "./install.mjs";

const stopWithParent = path.join(import.meta.dirname, "stop-with-parent.mjs");
const keepCompiled = path.join(import.meta.dirname, "keep-compiled.mjs");

/**
 * Runs a program to its end, asks it to stop when we are asked to, and sees to it that it never outlives us.
 * @param {readonly string[]} args flags of Node, the file, its arguments
 * @param {AbortSignal} ending
 * @returns {Promise<number>} its exit code
 */
export function runOnOwnNode(args, ending) {
  return new Promise((resolve, reject) => {
    const flags = ["--disable-warning=ExperimentalWarning", "--import", stopWithParent, "--import", keepCompiled];
    // The other end of its stdin is ours alone: it closes when we end, however we end.
    const child = spawn(nodePath(), [...flags, ...args], { stdio: ["pipe", "inherit", "inherit"], env: toolEnv() });
    const stop = () => child.kill("SIGTERM");
    ending.addEventListener("abort", stop);
    if (ending.aborted) stop();
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
