import { z } from "zod";
import type { Account } from "../book/index.ts";
import type { World } from "../world.ts";
import { type Answer, refused } from "./answer.ts";
import { readFields } from "./fields.ts";
import type { Received } from "./received.ts";

const requestSchema = z.object({ code: z.string() });

/** `GET /tool/v1/get_weixin_openid`: exchanges a consent's code, once and within its five minutes. */
export function exchangeCode(world: World, account: Account, params: Received["params"]): Answer {
  const read = readFields(requestSchema, params);
  if (read.kind === "refused") return read;
  const consent = world.book.ledger.consents.get(read.fields.code);
  // How QFPay refuses a code is not documented; 1104 is our choice. docs/qfpay.md#jsapi
  if (consent === undefined || consent.appCode !== account.appCode) return refused("1104", "code: was not issued to this app code");
  if (consent.isUsed) return refused("1104", "code: was used before");
  if (world.clock.now() >= consent.expiresAt) return refused("1104", "code: is older than five minutes");
  world.book.record({ entry: "consent-used", code: consent.code });
  return { kind: "done", body: { resperr: "", respcd: "0000", respmsg: "", openid: consent.openid } };
}
