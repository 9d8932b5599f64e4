import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@tillbook/db/embedded";
import { BadSettings } from "./settings.ts";

/**
 * Makes sure that a wanted port is free, waiting for one that a killed run may still hold. Throws `BadSettings` if it stays taken.
 * @param setting the setting that names the port, for the sentence
 */
export async function ensureFree(port: number, setting: string, patienceSeconds: number): Promise<void> {
  const deadline = performance.now() + patienceSeconds * 1_000;
  for (;;) {
    const fault = await whyNot(port);
    if (fault === undefined) return;
    if (fault === "EACCES")
      throw new BadSettings(`${setting}: this user may not listen on port ${port}. Set ${setting} to one above 1023.`);
    if (performance.now() > deadline)
      throw new BadSettings(`${setting}: port ${port} is taken. Stop what listens there, or set ${setting} to a free one.`);
    await sleep(100);
  }
}

/** The wanted port if it is free, else any that is. */
export async function portNear(wanted: number): Promise<number> {
  return wanted <= 65_535 && (await whyNot(wanted)) === undefined ? wanted : freePort();
}

function whyNot(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer().on("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    probe.listen(port, () => probe.close(() => resolve(undefined)));
  });
}
