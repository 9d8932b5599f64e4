export { AppError, type AppErrorCode, type FieldFault } from "./app-error.ts";
