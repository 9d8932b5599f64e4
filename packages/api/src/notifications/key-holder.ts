import type { SealedAccount } from "@tillbook/db/accounts";
import { type KeyName, type NotificationKey, readNotification } from "@tillbook/qfpay/notifications";
import type { Context, Delivery, Judgement, KeyHolder } from "../context/index.ts";

/** Keys that were read are believed so long; unsealing them for every notification would cost more than all the rest. */
const KEPT_FOR_MS = 5_000;
/** A signature that fits no key has the keys read again, but no oftener: a flood of forgeries must not become a flood of reads. */
const READ_AGAIN_AFTER_MS = 1_000;
const KEPT_OUT = "(key left out)";

type Key = NotificationKey<SealedAccount> & {
  /** Whether notifications are believed by it now. The client key is not where QFPay signs them by another. */
  readonly isBelieved: (now: Date) => boolean;
};
type Parts = Pick<Context, "clock" | "log"> & {
  readonly readAccounts: () => Promise<readonly SealedAccount[]>;
  readonly openKey: (sealed: string) => string;
};

/** Holds the keys of all accounts, unsealed, for seconds. `machineMs` counts real milliseconds: the clock of a rehearsal may stand still. */
export function createKeyHolder(parts: Parts, machineMs: () => number = () => performance.now()): KeyHolder {
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<readonly Key[]> | undefined;

  function keysNotOlderThan(ms: number): Promise<readonly Key[]> {
    if (reading !== undefined && machineMs() - readAtMs < ms) return reading;
    readAtMs = machineMs();
    const own = readKeys(parts);
    reading = own;
    own.catch(() => {
      if (reading === own) reading = undefined; // the next delivery tries again
    });
    return own;
  }

  async function judgedBy(delivery: Delivery, keys: Promise<readonly Key[]>): Promise<Judgement> {
    const now = parts.clock.now();
    return judgement(
      delivery,
      (await keys).filter(({ isBelieved }) => isBelieved(now)),
    );
  }

  return {
    async judge(delivery, options) {
      const judged = await judgedBy(delivery, keysNotOlderThan(options?.anew ? 0 : KEPT_FOR_MS));
      const mayBeNew = judged.is === "forged" && judged.reason === "wrong_signature" && machineMs() - readAtMs >= READ_AGAIN_AFTER_MS;
      return mayBeNew ? judgedBy(delivery, keysNotOlderThan(READ_AGAIN_AFTER_MS)) : judged;
    },
    async scrubber() {
      const words = (await keysNotOlderThan(KEPT_FOR_MS)).flatMap(secretsOf);
      return (text) => words.reduce((rest, [secret, instead]) => rest.replaceAll(secret, instead), text);
    },
  };
}

/** What must not leave the house, and what is written in its place. Support knows an app_code by its last four characters. */
function secretsOf({ key, account: { appCode } }: Key): [secret: string, instead: string][] {
  const words: [string, string][] = [
    [key, KEPT_OUT],
    [appCode, `…${appCode.slice(-4)}`],
  ];
  return words.filter(([secret]) => secret !== "");
}

/** Every key is tried on the raw bytes before a field is read: what an unverified body says must not choose how it is verified. */
function judgement(delivery: Delivery, keys: readonly Key[]): Judgement {
  const read = readNotification({ ...delivery, keys });
  if (read.kind === "forged") return { is: "forged", reason: read.reason };
  const { signer: account, key } = read;
  if (read.kind === "unreadable") return { is: "unreadable", account, key, reason: read.reason };
  return { is: "true", account, key, isAddressed: read.accounts.length > 0, notice: read.notice };
}

async function readKeys(parts: Parts): Promise<readonly Key[]> {
  return (await parts.readAccounts()).flatMap((account) => keysOf(parts, account));
}

function keysOf(parts: Parts, account: SealedAccount): Key[] {
  const { sealedNotificationKey, previousSealedClientKey, previousKeyUntil } = account;
  return [
    ...opened(parts, account, "current", account.sealedClientKey, () => sealedNotificationKey === null),
    ...opened(parts, account, "notification", sealedNotificationKey, () => true),
    ...opened(parts, account, "previous", previousSealedClientKey, (now) => previousKeyUntil !== null && now < previousKeyUntil),
  ];
}

/** A key that cannot be opened, as under a new secret, silences its own account and no other. */
function opened(parts: Parts, account: SealedAccount, name: KeyName, sealed: string | null, isBelieved: Key["isBelieved"]): Key[] {
  if (sealed === null) return [];
  try {
    return [{ account, name, key: parts.openKey(sealed), mchid: account.mchid ?? undefined, isBelieved }];
  } catch (error) {
    parts.log.error({ accountId: account.id, key: name, err: error }, "a key of this account cannot be opened");
    return [];
  }
}
