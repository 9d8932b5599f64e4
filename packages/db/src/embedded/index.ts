export { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from "./embedded.ts";
export { freePort } from "./free-port.ts";
