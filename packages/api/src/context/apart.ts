import type { SettlementDay } from "@tillbook/domain/time";
import type { SetDown } from "@tillbook/qfpay/statements";
import type { ImportStatement } from "../settlement/import-statement.ts";
import type { ImportView } from "../settlement/views.ts";
import type { Actor } from "./context.ts";

/** Who asks for work on whose books, and when. */
type Asked = { readonly accountId: string; readonly actor: Actor; readonly at: Date };

/** A file that lies ready to be taken in. */
export type ImportApart = Asked & {
  readonly file: SetDown;
  readonly command: Pick<ImportStatement, "name" | "receivedAt" | "limits" | "accepts" | "profile" | "mapping" | "encoding" | "table">;
};

/** A day that is to be matched. */
export type RunApart = Asked & { readonly settleDay: SettlementDay; readonly asOf: SettlementDay | undefined };

/** A day that a second person has looked at and closes; `maker` is who proposed it. */
export type CloseApart = Asked & { readonly settleDay: SettlementDay; readonly maker: string; readonly note: string | undefined };

/**
 * Large work on the books, in a process of its own: payments wait for none of it, and its memory goes with it. It comes to the same as
 * here, refusals included.
 */
export type Apart = {
  /** Whether a file of so many bytes, or a day of so many lines, is large. */
  readonly isLarge: { file(bytes: number): boolean; day(lines: number): boolean };
  /** @param signal ends the process; nothing of the file is kept then, and its reason is thrown */
  importFile(asked: ImportApart, onRows: (rows: number) => void, signal: AbortSignal | undefined): Promise<ImportView>;
  runDay(asked: RunApart): Promise<void>;
  approveClose(asked: CloseApart): Promise<void>;
};
