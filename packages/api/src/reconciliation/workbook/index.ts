export { answerWorkbook, type RowAnswer, type WorkbookAnswers } from "./answer-workbook.ts";
export { breakWorkbook } from "./write-workbook.ts";
