import { describe, expect, it } from "vitest";
import { isPublicAddress, mayBePublicHost } from "./public-address.ts";

/** As a URL writes its host: the address that a fetch would connect to. */
const hostOf = (url: string): string => new URL(url).hostname;

const INSIDE = [
  "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://0x7f.1/", "https://127.0.0.1./",
  "https://０.0.0.0/", "https://0/", "https://localhost/", "https://LOCALHOST./", "https://api.localhost/", "https://10.0.0.1/", "https://172.16.0.1/",
  "https://172.31.255.255/", "https://192.168.1.1/", "https://169.254.169.254/", "https://100.100.100.200/", "https://[::1]/", "https://[::]/",
  "https://[::ffff:127.0.0.1]/", "https://[::ffff:a9fe:a9fe]/", "https://[0:0:0:0:0:ffff:10.0.0.1]/", "https://[::7f00:1]/", "https://[64:ff9b::7f00:1]/",
  "https://[2002:7f00:1::]/", "https://[2001:0:4136:e378::]/", "https://[fc00::1]/", "https://[fd12:3456:789a::1]/", "https://[fe80::1]/", "https://[fec0::1]/",
  "https://[ff02::1]/", "https://224.0.0.1/", "https://255.255.255.255/", "https://198.18.0.1/", "https://①②⑦.⓪.⓪.①/",
]; // biome-ignore format: a list reads better

const OUTSIDE = [
  "https://93.184.215.14/",
  "https://8.8.8.8/",
  "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
  "https://172.32.0.1/",
  "https://11.0.0.1/",
];

describe("where webhooks may go", () => {
  it.each(INSIDE)("never to %s", (url) => {
    expect(mayBePublicHost(hostOf(url))).toBe(false);
  });
  it.each([...OUTSIDE, "https://shop.example/", "https://notlocalhost/"])("perhaps to %s", (url) => {
    expect(mayBePublicHost(hostOf(url))).toBe(true);
  });
  it("only to what is an address, once a name has been looked up", () => {
    for (const url of OUTSIDE) expect(isPublicAddress(hostOf(url))).toBe(true);
    for (const text of ["", "shop.example", "1.2.3", "fe80::1%eth0", "::ffff:192.168.0.1"]) expect(isPublicAddress(text)).toBe(false);
  });
});
