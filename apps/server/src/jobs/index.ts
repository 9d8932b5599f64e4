export { createRounds, type Rounds, startJobs } from "./runner.ts";
