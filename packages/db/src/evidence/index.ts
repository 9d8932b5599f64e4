export { type HeardEvidence, heardAbout } from "./heard-about.ts";
