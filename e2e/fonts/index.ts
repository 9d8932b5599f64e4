export { fontConfig } from "./fonts.ts";
