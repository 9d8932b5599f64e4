export { freePort, startEmbedded } from "./embedded.ts";
