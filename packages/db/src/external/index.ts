export { awaitExternal, placeOf, UnusableDatabase } from "./external.ts";
