export { type ConnectOptions, connect, type Database } from "./database.ts";
export { announce, type Change } from "./listen.ts";
export { PATIENCE, type Patience, poolSettings } from "./patience.ts";
export { type Repositories, repositoriesOn } from "./repositories.ts";
export type { Sql } from "./sql.ts";
export type { WorkOptions } from "./transaction.ts";
export { DatabaseUnavailable, isUnavailable } from "./unavailable.ts";
