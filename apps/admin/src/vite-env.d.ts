/// <reference types="vite/client" />

/** Part of a catalogue, made by vite.config.ts. */
declare module "*.json?part=desk" {
  const texts: object;
  export default texts;
}
declare module "*.json?part=books" {
  const texts: object;
  export default texts;
}
