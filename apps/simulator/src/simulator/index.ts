export { accountSchema } from "../book/index.ts";
export { AccountConflict, type RunningSimulator, type StartOptions, startSimulator } from "./start.ts";
