export { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from "./embedded.ts";
export { freePort } from "./free-port.ts";
export { migrate, startTemporaryDatabase } from "./temporary.ts";
