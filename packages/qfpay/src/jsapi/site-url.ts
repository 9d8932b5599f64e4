import { InvalidRequest } from "../fields/index.ts";

/**
 * An address of our own site, in parts: QFPay sends browsers there, so nobody's input may choose the host.
 * `base` comes from settings; segments and values are encoded here, once.
 */
export type SiteUrl = {
  readonly base: string;
  readonly path: readonly string[];
  /** One query parameter at most in a signed address, since `&` could not be signed unambiguously. */
  readonly query?: Readonly<Record<string, string>>;
};

const MAX_LENGTH = 512;

/** The address as text. Throws `InvalidRequest` when the base is no http(s) address without user, query and fragment, or it is too long. */
export function siteUrl(field: string, parts: SiteUrl): string {
  const base = URL.parse(parts.base);
  const isPlain = base !== null && /^https?:$/.test(base.protocol) && base.username + base.password + base.search + base.hash === "";
  if (!isPlain) throw new InvalidRequest(field, "the base must be an http(s) address without user, query or fragment");
  if (parts.path.some((segment) => /^\.{0,2}$/.test(segment))) throw new InvalidRequest(field, "empty or dotted path segment");
  const path = [base.href.replace(/\/+$/, ""), ...parts.path.map(encodeURIComponent)].join("/");
  const query = Object.entries(parts.query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const url = new URL(query.length === 0 ? path : `${path}?${query.join("&")}`).href;
  if (url.length > MAX_LENGTH) throw new InvalidRequest(field, `longer than ${MAX_LENGTH} characters`);
  return url;
}
