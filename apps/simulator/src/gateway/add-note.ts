import { z } from "zod";
import { type Account, accountId } from "../book/index.ts";
import type { World } from "../world.ts";
import { type Answer, refused } from "./answer.ts";
import { readFields, syssnField } from "./fields.ts";
import { resperrOf } from "./names.ts";
import type { Received } from "./received.ts";

const requestSchema = z.object({ code: z.string(), syssn: syssnField, note: z.string().max(200) });

/** `POST /trade/v1/add_note`: a remark on a payment, for merchants without an mchid only. `code` is the app code. */
export function addNote(world: World, account: Account, params: Received["params"]): Answer {
  const read = readFields(requestSchema, params);
  if (read.kind === "refused") return read;
  const { code, syssn, note } = read.fields;
  if (account.mchid !== undefined) return refused("1250", "add_note is not for merchants with an mchid");
  if (code !== account.appCode) return refused("1104", "code: is not the app code");
  const payment = world.book.ledger.payment(syssn);
  if (payment === undefined || payment.account !== accountId(account)) return refused("1268", "syssn: no payment of this merchant");
  world.book.record({ entry: "note", syssn, note });
  return { kind: "done", body: { resperr: resperrOf("0000"), respcd: "0000", respmsg: "", data: { syssn } } };
}
