import type { SealedAccount } from "@tillbook/db/accounts";
import { type Notice, readNotification } from "@tillbook/qfpay/notifications";
import type { Context, ContextFor } from "../context/index.ts";
import type { Heard } from "./heard.ts";
import { recordObservation } from "./record-observation.ts";

/** `stored`: QFPay may stop repeating it. `refused`: it was not QFPay who sent this. */
export type TakenNotification = { is: "stored" } | { is: "refused"; why: string };

/**
 * Takes in a notification. One address serves every account, so each account's key is tried on the raw bytes before a field is read.
 * A true one is stored whatever it says, known or not; a false one moves nothing and is kept as evidence. Throws when it could not be
 * stored, so that the answer is not SUCCESS and QFPay comes again.
 */
export async function takeNotification(
  system: Pick<Context, "db" | "clock" | "log">,
  contextFor: ContextFor,
  openKey: (account: SealedAccount) => string,
  received: { rawBody: Uint8Array; signature: string | undefined },
): Promise<TakenNotification> {
  const accounts = await system.db.read.accounts.all();
  const read = readNotification({
    ...received,
    keys: accounts.flatMap((account) => keyOf(system, account, openKey)),
  });
  if (read.kind === "forged") {
    await keepAside(system, null, "forged", [read.reason], received.rawBody, null);
    system.log.warn({ reason: read.reason }, "a notification that QFPay did not sign was refused");
    return { is: "refused", why: read.reason };
  }
  const [account] = read.accounts;
  if (read.kind === "unreadable" || !account) {
    const finding = read.kind === "unreadable" ? read.reason : "no account has this mchid";
    await keepAside(system, account?.id ?? null, "unknown", [finding], received.rawBody, read.kind === "verified" ? read.notice : null);
    return { is: "stored" };
  }
  await takeNotice(await contextFor(account.id), read.notice, read.raw);
  return { is: "stored" };
}

/** A key that cannot be opened, as under a new secret, silences its own account and no other. */
function keyOf(system: Pick<Context, "log">, account: SealedAccount, openKey: (account: SealedAccount) => string) {
  try {
    return [{ account, key: openKey(account), mchid: account.mchid ?? undefined }];
  } catch (error) {
    system.log.error({ accountId: account.id, err: error }, "the client key of this account cannot be opened");
    return [];
  }
}

async function takeNotice(ctx: Context, notice: Notice, raw: string): Promise<void> {
  const heard = heardOfNotice(notice, raw);
  const { syssn, sysdtm, paydtm, chnlsn } = notice;
  if (notice.notifyType === "other")
    return keepAside(ctx, ctx.account.id, "unknown", [`notify_type ${notice.notifyTypeText}`], Buffer.from(raw), notice);
  if (notice.respcd !== "0000" || notice.status !== "1" || syssn === null || sysdtm === null) {
    return keepAside(ctx, ctx.account.id, "unknown", ["not a success"], Buffer.from(raw), notice);
  }
  if (notice.notifyType === "payment")
    await recordObservation(ctx, { ...heard, about: "payment", fact: { is: "paid", syssn, sysdtm, paydtm, chnlsn } });
  else await recordObservation(ctx, { ...heard, about: "refund", fact: { is: "refunded", syssn, sysdtm } });
}

function heardOfNotice(notice: Notice, raw: string): Heard {
  return {
    source: "notification",
    claimed: { outTradeNo: notice.outTradeNo, amount: notice.amount, payType: notice.payType, mchid: notice.mchid },
    syssn: notice.syssn,
    origssn: notice.origSyssn,
    sysdtm: notice.sysdtm,
    paydtm: notice.paydtm,
    txdtm: notice.txdtm,
    chnlsn: notice.chnlsn,
    respcd: notice.respcd,
    cancel: notice.cancel ?? "0",
    notifyType: notice.notifyTypeText,
    raw,
  };
}

async function keepAside(
  system: Pick<Context, "db" | "clock">,
  accountId: string | null,
  verdict: "forged" | "unknown",
  findings: string[],
  rawBody: Uint8Array,
  notice: Notice | null,
): Promise<void> {
  await system.db.read.observations.insert({
    accountId,
    paymentId: null,
    refundId: null,
    source: "notification",
    verdict,
    findings,
    outTradeNo: notice?.outTradeNo ?? null,
    syssn: notice?.syssn ?? null,
    respcd: notice?.respcd ?? null,
    notifyType: notice?.notifyTypeText ?? null,
    raw: Buffer.from(rawBody).toString("utf8").slice(0, 65_536),
    receivedAt: system.clock.now(),
  });
}
