import type { AppErrorCode, FieldFault } from "../errors/index.ts";
import type { ImportProgressView, ImportView } from "../settlement/views.ts";

/** One line of an import that is told as it goes: how far it is, and at its end what became of the file or why it was refused. */
export type ImportLine =
  | { progress: ImportProgressView }
  | { result: ImportView }
  | { refused: { appCode: AppErrorCode; message: string; fields: FieldFault[] } };
