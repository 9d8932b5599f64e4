// Loaded first (`--import`): what Node makes of our sources is kept between starts. Without it, every process loads the tool that takes
// types out of them: 25 MB, and half of its start.
import { enableCompileCache } from "node:module";
import path from "node:path";

enableCompileCache(path.join(import.meta.dirname, "../node_modules/.cache/compiled"));
