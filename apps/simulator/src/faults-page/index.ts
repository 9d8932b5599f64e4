export { faultPageRoutes } from "./routes.ts";
