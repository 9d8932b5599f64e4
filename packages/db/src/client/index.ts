export { announce, announceThrough, type Change } from "./announce.ts";
export { copyThrough } from "./copy.ts";
export { type ConnectOptions, connect, type Database } from "./database.ts";
export { BY_ITSELF, type Gathering, gather } from "./gather.ts";
export { attentivePoolSettings, PATIENCE, type Patience, poolSettings } from "./patience.ts";
export { type Repositories, repositoriesOn } from "./repositories.ts";
export type { Sql } from "./sql.ts";
export type { WorkOptions } from "./transaction.ts";
export { DatabaseUnavailable, isUnavailable } from "./unavailable.ts";
