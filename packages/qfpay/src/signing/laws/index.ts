export { type LawTried, readsBack, tellsApart } from "./one-to-one.ts";
