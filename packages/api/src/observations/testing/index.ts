export { brokenPromises } from "./promises.ts";
export { type Happening, story } from "./stories.ts";
