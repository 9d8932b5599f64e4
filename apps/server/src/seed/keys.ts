import type { SealedAccount } from "@tillbook/db/accounts";
import type { Settings } from "../env.ts";
import type { Vault } from "../vault/index.ts";

const HOUR_MS = 60 * 60 * 1000;

/** QFPay repeats a notification for 24 h 22 min, in the words and perhaps under the signature of the first time. docs/qfpay.md#notifications */
export const PREVIOUS_KEY_BELIEVED_MS = 48 * HOUR_MS;

type KeySettings = Pick<Settings, "QFPAY_CLIENT_KEY" | "QFPAY_NOTIFICATION_KEY">;

/** The keys that an account has from now on. */
export type Keys = {
  readonly sealedClientKey: string;
  readonly sealedNotificationKey: string | null;
  /** The client key is another than before. */
  readonly isNewClientKey: boolean;
  /** The key by which notifications were believed so far, sealed, where it is another than now. */
  readonly previous: { readonly sealed: string; readonly until: Date } | null;
};

/** A key as it is stored, and as it reads; null when its seal was made under another secret. */
type Stored = { readonly sealed: string; readonly clear: string | null };

/** Compares the settings' keys with those of an account. A key that stays keeps its seal. */
export function keysOf(known: SealedAccount | null, settings: KeySettings, vault: Vault, now: Date): Keys {
  const client = known && stored(vault, known.sealedClientKey);
  const notification = known?.sealedNotificationKey ? stored(vault, known.sealedNotificationKey) : null;
  const sealedAs = (key: string, before: Stored | null): string => (before?.clear === key ? before.sealed : vault.seal(key));
  const { QFPAY_CLIENT_KEY: clientKey, QFPAY_NOTIFICATION_KEY: notificationKey } = settings;
  const believed = notification ?? client;
  const isOther = believed !== null && believed.clear !== null && believed.clear !== (notificationKey ?? clientKey);
  return {
    sealedClientKey: sealedAs(clientKey, client),
    sealedNotificationKey: notificationKey === undefined ? null : sealedAs(notificationKey, notification),
    isNewClientKey: client !== null && client.clear !== clientKey,
    previous: isOther ? { sealed: believed.sealed, until: new Date(now.getTime() + PREVIOUS_KEY_BELIEVED_MS) } : null,
  };
}

function stored(vault: Vault, sealed: string): Stored {
  try {
    return { sealed, clear: vault.open(sealed) };
  } catch {
    return { sealed, clear: null };
  }
}
