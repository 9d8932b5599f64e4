export { createApart } from "./apart.ts";
