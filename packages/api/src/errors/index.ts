export { AppError, type AppErrorCode, type FieldFault, httpStatusOf } from "./app-error.ts";
