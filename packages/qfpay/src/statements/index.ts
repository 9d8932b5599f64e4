export { Refusal, STATEMENT_LIMITS, type StatementLimits } from "./limits.ts";
export { type LineSink, type ReadLine, readStatement, type StatementReading } from "./read-statement.ts";
export { type Spooled, spool } from "./spool.ts";
