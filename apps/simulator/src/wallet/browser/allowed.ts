/**
 * Whether the phone may open an address: http and https on this machine, or on a host that was allowed by name. The
 * phone fetches from inside the simulator's network, so it must not become a way into others.
 */
export function isAllowedHost(url: URL, allowedHosts: readonly string[]): boolean {
  if (url.protocol !== "http:" && url.protocol !== "https:") return false;
  if (url.username !== "" || url.password !== "") return false;
  const isLoopback =
    url.hostname === "localhost" ||
    url.hostname.endsWith(".localhost") ||
    url.hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
  return isLoopback || allowedHosts.includes(url.hostname);
}
