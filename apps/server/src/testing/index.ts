export { setReachable, setReadOnly } from "./broken-database.ts";
export { Customer } from "./customer.ts";
export { type Desk, strangerAt } from "./desk.ts";
export { eventually } from "./eventually.ts";
export { type Answered, noticesAtQfpay, notify, paymentNotice, post, signed } from "./notices.ts";
export { openSecondMerchant } from "./second-merchant.ts";
export { type BookRow, type Simulator, spawnSimulator } from "./simulator.ts";
export { startWorld, type World, type WorldOptions } from "./world.ts";
