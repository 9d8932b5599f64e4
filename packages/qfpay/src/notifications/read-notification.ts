import { type JsonObject, NotStrictJson, readJsonObject } from "../strict-json/index.ts";
import { type Notice, noticeOf } from "./notice.ts";
import { fittingKeys } from "./verify.ts";

/** Which of an account's keys: the one in force, the one before it while QFPay may still repeat what it signed, or one for notifications alone. */
export type KeyName = "current" | "previous" | "notification";

/** A key that may have signed, and whose it is. One address may serve several accounts, an agent's merchants share one key. */
export type NotificationKey<A> = {
  readonly account: A;
  readonly key: string;
  /** "current" when left out. An account with several keys is listed once for each. */
  readonly name?: KeyName | undefined;
  readonly mchid?: string | undefined;
};

/** At most so many keys are tried for one notification: 2 µs each, also for every forged one. */
export const MOST_NOTIFICATION_KEYS = 1_000;

/**
 * `verified`: `accounts` are those whose key fits and whose `mchid` is the notice's; several only when they share both,
 * none when the key fits and the `mchid` is nobody's here. `key` is the one that signed, `signer` its first owner.
 * `unreadable`: truly signed, but not the JSON object it should be. `forged`: no key fits.
 */
export type ReadNotification<A> =
  | {
      readonly kind: "verified";
      readonly notice: Notice;
      readonly accounts: readonly A[];
      readonly signer: A;
      readonly key: KeyName;
      readonly raw: string;
    }
  | {
      readonly kind: "unreadable";
      readonly reason: string;
      readonly accounts: readonly A[];
      readonly signer: A;
      readonly key: KeyName;
    }
  | { readonly kind: "forged"; readonly reason: "no_signature" | "malformed_signature" | "wrong_signature" };

/**
 * Verifies a notification on its raw bytes, then reads it strictly. Tries every key, fitting or not, and looks at no field
 * before one fits: what an unverified body says must not choose how it is verified. Throws a `RangeError` for more keys than
 * {@link MOST_NOTIFICATION_KEYS}: leaving some out would silence their accounts.
 */
export function readNotification<A>(received: {
  readonly rawBody: Uint8Array;
  /** Header `X-QF-SIGN`. */
  readonly signature: string | undefined;
  readonly keys: readonly NotificationKey<A>[];
}): ReadNotification<A> {
  const { rawBody, signature = "", keys } = received;
  if (keys.length > MOST_NOTIFICATION_KEYS) throw new RangeError(`${keys.length} keys for one address`);
  const { isDigest, fits } = fittingKeys(
    rawBody,
    signature,
    keys.map(({ key }) => key),
  );
  const fitting = keys.filter((_key, i) => fits[i]);
  const [first] = fitting;
  if (first === undefined) return { kind: "forged", reason: forgeryOf(signature, isDigest) };
  const fields = strictly(rawBody);
  if (fields instanceof NotStrictJson) return { kind: "unreadable", reason: fields.message, ...ownersOf(fitting, first) };
  const notice = noticeOf(fields);
  const raw = Buffer.from(rawBody).toString("utf8");
  return { kind: "verified", notice, raw, ...ownersOf(addressed(fitting, notice.mchid), first) };
}

function forgeryOf(signature: string, isDigest: boolean) {
  if (signature === "") return "no_signature";
  return isDigest ? "wrong_signature" : "malformed_signature";
}

/** Accounts in the order of their keys, each once; the signer is the first, even where nobody is addressed. */
function ownersOf<A>(fitting: readonly NotificationKey<A>[], first: NotificationKey<A>) {
  const { account: signer, name: key = "current" } = fitting[0] ?? first;
  return { accounts: [...new Set(fitting.map(({ account }) => account))], signer, key };
}

/** An account without a `mchid` takes what its key signed; one with a `mchid` takes only what names it. */
function addressed<A>(fitting: readonly NotificationKey<A>[], mchid: string | null): readonly NotificationKey<A>[] {
  const named = fitting.filter((candidate) => candidate.mchid !== undefined && candidate.mchid === mchid);
  return named.length > 0 ? named : fitting.filter((candidate) => candidate.mchid === undefined);
}

function strictly(rawBody: Uint8Array): JsonObject | NotStrictJson {
  try {
    return readJsonObject(rawBody);
  } catch (error) {
    if (error instanceof NotStrictJson) return error;
    throw error;
  }
}
