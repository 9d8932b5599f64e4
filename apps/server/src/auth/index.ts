export { type Auth, createAuth, ensurePerson } from "./auth.ts";
