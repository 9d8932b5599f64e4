import { digestParams, isSameDigest, type SignType } from "@tillbook/qfpay/signing";
import type { Account } from "../book/index.ts";
import type { World } from "../world.ts";
import { type Refusal, refused } from "./answer.ts";
import type { Received } from "./received.ts";

export type Authorised = { readonly kind: "authorised"; readonly account: Account } | Refusal;

/**
 * Whose call this is, by app code, digest and mchid: 1108 for every doubt. A body that cannot be read is 1103 before
 * its digest is judged, because there is nothing to compute one over. docs/qfpay.md#order-of-checks
 */
export function authorise(world: World, call: Received): Authorised {
  const accounts = accountsOf(world, call.appCode);
  const [first] = accounts;
  if (call.appCode === "") return refused("1108", "the header X-QF-APPCODE is missing");
  if (first === undefined) return refused("1108", "this X-QF-APPCODE is not known here");
  if (call.sign === "") return refused("1108", "the header X-QF-SIGN is missing");
  const signType = readSignType(call.signType);
  if (signType === undefined) return refused("1108", "X-QF-SIGNTYPE is MD5 or SHA256");
  if (call.malformed !== undefined) return refused("1103", call.malformed);
  if (!isSignedWith(call.params, call.sign, first.clientKey, signType))
    return refused("1108", "the signature does not fit the parameters received");
  return accountFor(accounts, call.params["mchid"]);
}

/**
 * Whether `sign` fits the parameters: over all received ones, or over those that are not empty. The documents say to
 * leave empty values out; the only published example with one signs it. docs/qfpay.md#signature
 */
export function isSignedWith(params: Received["params"], sign: string, clientKey: string, signType: SignType): boolean {
  const filled = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ""));
  return [params, filled].some((signed) => isSameDigest(sign, digestParams(signed, clientKey, signType)));
}

/** All merchants under one app code; they share its key. */
export function accountsOf(world: World, appCode: string): readonly Account[] {
  return [...world.book.ledger.accounts.values()].filter((account) => account.appCode === appCode);
}

/** The merchant that `mchid` picks. It is sent if and only if one was issued, and never empty. docs/qfpay.md#mchid */
export function accountFor(accounts: readonly Account[], mchid: string | undefined): Authorised {
  const account = accounts.find((candidate) => candidate.mchid === mchid);
  if (account !== undefined) return { kind: "authorised", account };
  if (mchid === "") return refused("1108", "mchid: is empty; leave it out where none was issued");
  return refused(
    "1108",
    mchid === undefined ? "this app code must send its mchid" : "MCHCODE非法: this mchid does not belong to the app code",
  );
}

function readSignType(text: string): SignType | undefined {
  if (text === "" || text === "MD5") return "MD5";
  return text === "SHA256" ? "SHA256" : undefined;
}
