// Runs one of our TypeScript programs on the Node that npm brought: `node scripts/run.mjs FILE [ARG …]`.
// Plain JavaScript for Node 20, since that may be all there is before the first install.
import { installIfNeeded, nodePath } from "./install.mjs";
import { spawn } from "node:child_process";

installIfNeeded();
const child = spawn(nodePath(), ["--disable-warning=ExperimentalWarning", ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
