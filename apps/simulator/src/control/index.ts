export { accountConflict } from "./accounts.ts";
export { endAll, endFault, endScenario } from "./end.ts";
export { sentenceOf } from "./reply.ts";
export { controlRoutes } from "./routes.ts";
