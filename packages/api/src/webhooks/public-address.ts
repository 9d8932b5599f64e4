import { BlockList, isIP } from "node:net";

/**
 * Ranges that no webhook may be sent to: ourselves, the net next door, the cloud's metadata service, and ways to write the same by
 * another kind of address. IANA's special-purpose registries; an IPv4 address inside an IPv6 one is judged as IPv4 by Node itself.
 */
const NOT_PUBLIC: readonly [string, number][] = [
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carriers' own, also some clouds' metadata
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local, and the metadata service of most clouds
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24], // examples
  ["192.88.99.0", 24], // relays to IPv6
  ["192.168.0.0", 16],
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, and broadcast
  ["::", 96], // unspecified, loopback, and IPv4 in the old way
  ["64:ff9b::", 96], // IPv4 behind a translator
  ["64:ff9b:1::", 48],
  ["100::", 64], // discarded
  ["2001::", 23], // tunnels, benchmarks, overlays
  ["2001:db8::", 32], // examples
  ["2002::", 16], // IPv4 in a tunnel
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7], // private
  ["fe80::", 10], // link-local
  ["fec0::", 10],
  ["ff00::", 8], // multicast
];

const blocked = new BlockList();
for (const [net, bits] of NOT_PUBLIC) blocked.addSubnet(net, bits, net.includes(":") ? "ipv6" : "ipv4");

/** Whether an address, written in numbers, is one of the open internet. Text that is no address is not. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "").split("%")[0] ?? "";
  const family = isIP(bare);
  return family !== 0 && !blocked.check(bare, family === 4 ? "ipv4" : "ipv6");
}

/** Whether the host of a URL could be public: a name, whose addresses are judged when it is connected to, or a public address. */
export function mayBePublicHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) === 0 ? !/(^|\.)localhost\.?$/i.test(bare) : isPublicAddress(bare);
}
