// Starts the real server, `main.ts`, the moment it is told to. Until then it loads what that server is made of, so that a restart
// takes as long as connecting and listening do. What `main.ts` does is not touched.
import { enableCompileCache, flushCompileCache } from "node:module";
import { report } from "../instruments/channel.ts";
import { obeyHarness } from "../instruments/flow.ts";

enableCompileCache();
const told = obeyHarness();
await Promise.all([import("../../app.ts"), import("../../auth/index.ts"), import("../../jobs/index.ts"), import("../../seed/index.ts")]);
await import("../instruments/index.ts");
flushCompileCache(); // a process that is killed writes none at its end
report({ is: "warm" });
await told;
await import("../../main.ts");
