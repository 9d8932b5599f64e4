export { CELL_KINDS, type CellKind, type CellValue, type Table } from "./cell.ts";
export { csvCell, csvOf } from "./csv.ts";
export { type Sheet, xlsxOf } from "./xlsx.ts";
export { type ZipMember, zipOf } from "./zip.ts";
