export type { Alert, Argument, ArgumentCode, BreakCode, CarryReason, ComparedKey, ExplainedCode, IgnoreReason, Stage } from "./codes.ts";
