export { createApart, HOLDS_LITTLE } from "./apart.ts";
