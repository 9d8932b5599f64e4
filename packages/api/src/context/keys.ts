import type { SealedAccount } from "@tillbook/db/accounts";
import type { KeyName, Notice } from "@tillbook/qfpay/notifications";

/** A notification as it was delivered: its bytes and its `X-QF-SIGN`. */
export type Delivery = { readonly rawBody: Uint8Array; readonly signature: string | undefined };

/**
 * What the keys say of a delivery. `true`: an account's key signed it; `isAddressed` is false when it names a merchant who is none of
 * those that share the key. `unreadable`: truly signed, but not the JSON object it should be. `forged`: no key fits.
 */
export type Judgement =
  | { readonly is: "true"; readonly account: SealedAccount; readonly key: KeyName; readonly isAddressed: boolean; readonly notice: Notice }
  | { readonly is: "unreadable"; readonly account: SealedAccount; readonly key: KeyName; readonly reason: string }
  | { readonly is: "forged"; readonly reason: "no_signature" | "malformed_signature" | "wrong_signature" };

/** Uses the accounts' keys on behalf of verbs, which never hold one. */
export type KeyHolder = {
  /** Judges a delivery by the keys of this moment. A key that was changed is known within seconds, `anew` at once. */
  judge(delivery: Delivery, options?: { anew: boolean }): Promise<Judgement>;
  /** Answers what takes every key that we know out of a text that leaves the house. */
  scrubber(): Promise<(text: string) => string>;
};
