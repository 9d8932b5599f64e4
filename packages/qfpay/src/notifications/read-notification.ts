import { type JsonObject, NotStrictJson, readJsonObject } from "../strict-json/index.ts";
import { type Notice, noticeOf } from "./notice.ts";
import { isNotificationSigned } from "./verify.ts";

/** A key that may have signed, and whose it is. One address may serve several accounts, an agent's merchants share one key. */
export type NotificationKey<A> = { readonly account: A; readonly key: string; readonly mchid?: string | undefined };

/**
 * `verified`: `accounts` are those whose key fits and whose `mchid` is the notice's; several only when they share both,
 * none when the key fits and the `mchid` is nobody's here.
 * `unreadable`: truly signed, but not the JSON object it should be. `forged`: no key fits.
 */
export type ReadNotification<A> =
  | { readonly kind: "verified"; readonly notice: Notice; readonly accounts: readonly A[]; readonly raw: string }
  | { readonly kind: "unreadable"; readonly reason: string; readonly accounts: readonly A[] }
  | { readonly kind: "forged"; readonly reason: "no_signature" | "malformed_signature" | "wrong_signature" };

/**
 * Verifies a notification on its raw bytes, then reads it strictly. Tries every key, fitting or not, and looks at no field
 * before one fits: what an unverified body says must not choose how it is verified.
 */
export function readNotification<A>(received: {
  readonly rawBody: Uint8Array;
  /** Header `X-QF-SIGN`. */
  readonly signature: string | undefined;
  readonly keys: readonly NotificationKey<A>[];
}): ReadNotification<A> {
  const { rawBody, signature, keys } = received;
  if (signature === undefined || signature === "") return { kind: "forged", reason: "no_signature" };
  if (!/^[0-9a-f]{32}$/i.test(signature)) return { kind: "forged", reason: "malformed_signature" };
  const fitting = keys.filter(({ key }) => isNotificationSigned(rawBody, signature, key));
  if (fitting.length === 0) return { kind: "forged", reason: "wrong_signature" };
  const fields = strictly(rawBody);
  if (fields instanceof NotStrictJson)
    return { kind: "unreadable", reason: fields.message, accounts: fitting.map(({ account }) => account) };
  const notice = noticeOf(fields);
  return { kind: "verified", notice, accounts: addressed(fitting, notice.mchid), raw: Buffer.from(rawBody).toString("utf8") };
}

/** An account without a `mchid` takes what its key signed; one with a `mchid` takes only what names it. */
function addressed<A>(fitting: readonly NotificationKey<A>[], mchid: string | null): A[] {
  const named = fitting.filter((candidate) => candidate.mchid !== undefined && candidate.mchid === mchid);
  const open = fitting.filter((candidate) => candidate.mchid === undefined);
  return (named.length > 0 ? named : open).map(({ account }) => account);
}

function strictly(rawBody: Uint8Array): JsonObject | NotStrictJson {
  try {
    return readJsonObject(rawBody);
  } catch (error) {
    if (error instanceof NotStrictJson) return error;
    throw error;
  }
}
