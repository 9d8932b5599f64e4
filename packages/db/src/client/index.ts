export { announce, type Change, connect, type Database } from "./database.ts";
export type { Repositories } from "./repositories.ts";
export type { Sql } from "./sql.ts";
