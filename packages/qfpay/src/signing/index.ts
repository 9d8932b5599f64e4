export { canonicalText, digest, digestParams, isSameDigest, type SignType } from "./digest.ts";
export { parseCanonical } from "./parse-canonical.ts";
export { AmbiguousParameter, type SignedParams, signableJson, signForSending } from "./signer.ts";
