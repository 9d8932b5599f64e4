import { isUtf8 } from "node:buffer";
import type { Repositories } from "@tillbook/db/client";
import { storeAside } from "@tillbook/db/notifications";
import type { ObservationRow } from "@tillbook/db/observations";
import type { KeyName } from "@tillbook/qfpay/notifications";
import type { Context, Delivery } from "../context/index.ts";
import { quarantineOf } from "./stored-form.ts";

/** QFPay's notifications have less than two kilobytes; of a forged one no more than this is kept. */
export const FORGED_KEPT_BYTES = 4_096;
/** A true one has 32 characters. */
const LONGEST_SIGNATURE = 200;

/** A delivery that a person has judged again: which, who, and what else is written down with it. */
export type Replay = {
  readonly of: bigint;
  readonly actor: string;
  readonly record: (tx: Repositories) => Promise<void>;
};

type Aside = {
  readonly accountId: string | null;
  readonly verdict: "forged" | "unknown";
  readonly finding: string;
  readonly key: KeyName | null;
  readonly says: Partial<Pick<ObservationRow, "outTradeNo" | "syssn" | "respcd" | "notifyType">>;
};

/**
 * Keeps a delivery that moves nothing, byte for byte. A true one that nobody understood opens a case for a person; a forged one is
 * evidence alone, and what goes beyond any notification is cut off.
 */
export async function keepAside(
  system: Pick<Context, "db" | "clock" | "log">,
  delivery: Delivery,
  aside: Aside,
  replay: Replay | undefined,
): Promise<void> {
  const { accountId, verdict, finding, key, says } = aside;
  const isCut = verdict === "forged" && delivery.rawBody.byteLength > FORGED_KEPT_BYTES;
  const bytes = isCut ? delivery.rawBody.subarray(0, FORGED_KEPT_BYTES) : delivery.rawBody;
  const receivedAt = system.clock.now();
  const raw = Buffer.from(bytes).toString("utf8").replaceAll("\u0000", "\ufffd"); // no text column holds a NUL
  const row: ObservationRow = {
    accountId,
    paymentId: null,
    refundId: null,
    source: "notification",
    verdict,
    findings: isCut ? [finding, `cut ${delivery.rawBody.byteLength}`] : [finding],
    outTradeNo: says.outTradeNo ?? null,
    syssn: says.syssn ?? null,
    respcd: says.respcd ?? null,
    notifyType: says.notifyType ?? null,
    raw,
    rawBytes: isText(bytes) ? null : bytes,
    signature: delivery.signature?.slice(0, LONGEST_SIGNATURE) ?? null,
    signedBy: key,
    replayOf: replay?.of ?? null,
    actor: replay?.actor ?? null,
    receivedAt,
  };
  await system.db.unitOfWork(async (tx) => {
    const waits = verdict === "unknown" && accountId !== null && replay === undefined;
    if (waits) await tx.cases.lockText(raw);
    await storeAside(tx.sql, row, waits ? quarantineOf({ accountId, raw, receivedAt }) : null);
    await replay?.record(tx);
  });
  system.log.warn({ verdict, finding, accountId, outTradeNo: says.outTradeNo, syssn: says.syssn }, "a notification was kept aside");
}

/** Whether a text column gives these very bytes back: valid UTF-8 without NUL. */
function isText(bytes: Uint8Array): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}
