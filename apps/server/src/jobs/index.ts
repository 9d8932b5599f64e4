export type { Queue } from "./queue.ts";
export { createRounds, type Rounds, startJobs } from "./runner.ts";
