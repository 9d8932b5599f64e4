export { encoded } from "./encoded.ts";
export { workbookBytes } from "./workbook-bytes.ts";
export { zipBytes } from "./zip-bytes.ts";
