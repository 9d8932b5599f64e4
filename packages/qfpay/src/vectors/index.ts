export { checkVectorsFile, type FileResult } from "./check-file.ts";
