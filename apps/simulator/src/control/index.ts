export { accountConflict } from "./accounts.ts";
export { controlRoutes } from "./routes.ts";
