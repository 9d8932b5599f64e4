import { z } from "zod";
import { checked, InvalidRequest, noteSchema, syssnSchema, textField } from "../fields/index.ts";
import type { Answer, CallOptions, Gateway } from "../gateway/index.ts";
import { PATHS } from "../names/index.ts";

/** A note on a transaction, shown in QFPay's portal and reports. */
export const addNoteSchema = z.object({ syssn: syssnSchema, note: noteSchema });
export type AddNote = z.input<typeof addNoteSchema>;

/**
 * Puts a note on a transaction. QFPay offers this only to accounts without a `mchid`; for others it throws `InvalidRequest`.
 * The wire field `code` is the app code, not an OAuth code. docs/qfpay.md#notes
 */
export async function addNote(gateway: Gateway, asked: AddNote, options?: CallOptions): Promise<Answer<{ syssn: string | null }>> {
  if (gateway.account.mchid !== undefined) throw new InvalidRequest("mchid", "notes are only for accounts without a mchid");
  const { syssn, note } = checked(addNoteSchema, asked);
  return gateway.call(
    {
      operation: "note",
      method: "POST",
      path: PATHS.addNote,
      params: { code: gateway.account.appCode, syssn, note },
      echoes: {},
      read: (fields) => ({ ok: true, value: { syssn: syssnIn(fields["data"]) } }),
    },
    options,
  );
}

function syssnIn(data: unknown): string | null {
  const read = z.object({ syssn: z.string() }).safeParse(data);
  return read.success ? textField(read.data, "syssn") : null;
}
