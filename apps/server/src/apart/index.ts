export { createApart, HOLDS_LITTLE } from "./apart.ts";
export { standBack } from "./stand-back.ts";
