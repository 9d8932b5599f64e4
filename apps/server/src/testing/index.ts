export { Customer } from "./customer.ts";
export type { Desk } from "./desk.ts";
export { type BookRow, type Simulator, spawnSimulator } from "./simulator.ts";
export { startWorld, type World, type WorldOptions } from "./world.ts";
