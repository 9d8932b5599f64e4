import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readCookie } from "../../page/index.ts";
import { newPhone, PHONE_COOKIE, phoneCookie } from "../person.ts";
import { CookieJar } from "./cookie-jar.ts";
import { forward } from "./forward.ts";

const LARGEST_NUMBER_OF_SITES = 32;

/** A page that a phone has shown last. */
export type PageShown = { readonly title: string; readonly url: string };

type Site = { readonly server: Server; readonly port: number };

/**
 * WeChat's built-in browser. Each site that it opens gets a listening port of its own on this machine, whose every
 * request goes on to that site with WeChat's user agent. So paths, relative links, forms, scripts and event streams
 * work unchanged, and the site's own content policy still speaks of itself.
 */
export class PhoneBrowser {
  readonly allowedHosts: readonly string[];
  readonly #host: string;
  readonly #sites = new Map<string, Promise<Site>>();
  readonly #jars = new Map<string, CookieJar>();
  readonly #pages = new Map<string, PageShown>();
  #gateway = "";

  /** Listens on `host`, opens loopback addresses and those on `allowedHosts`. */
  constructor(host: string, allowedHosts: readonly string[]) {
    this.#host = host;
    this.allowedHosts = allowedHosts;
  }

  /** The simulator's own origin: only there the phone says who it is. */
  set gateway(origin: string) {
    this.#gateway = origin;
  }

  /** Where the person's browser finds `url` as seen inside WeChat; `hostname` is the one it uses for this machine. */
  async addressOf(url: URL, hostname: string): Promise<string> {
    const { port } = await this.#siteOf(url.origin);
    return `http://${hostname}:${port}${url.pathname}${url.search}${url.hash}`;
  }

  /** What the phone's browser shows now; empty before the first page. */
  lastPage(phone: string): PageShown {
    return this.#pages.get(phone) ?? { title: "", url: "" };
  }

  async stop(): Promise<void> {
    const sites = await Promise.all(this.#sites.values());
    for (const { server } of sites) server.closeAllConnections();
    await Promise.all(sites.map(({ server }) => new Promise((resolve) => server.close(resolve))));
  }

  #siteOf(origin: string): Promise<Site> {
    const known = this.#sites.get(origin);
    if (known !== undefined) return known;
    if (this.#sites.size >= LARGEST_NUMBER_OF_SITES)
      throw new Error("the simulated phone has opened too many sites: restart the simulator");
    const site = this.#listen(origin);
    this.#sites.set(origin, site);
    return site;
  }

  #listen(origin: string): Promise<Site> {
    const server = createServer((request, response) => void this.#forward(origin, request, response));
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, this.#host, () => {
        const address = server.address();
        if (address === null || typeof address === "string") return reject(new Error("the phone's browser has no port"));
        resolve({ server, port: address.port });
      });
    });
  }

  async #forward(origin: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const known = readCookie(request.headers.cookie, PHONE_COOKIE);
    const phone = known ?? newPhone();
    const jar = this.#jars.get(phone) ?? new CookieJar();
    this.#jars.set(phone, jar);
    await forward(request, response, {
      target: new URL(request.url ?? "/", origin),
      jar,
      phone: this.#isGateway(origin) ? phone : undefined,
      newCookie: known === undefined ? phoneCookie(phone) : undefined,
      addressOf: (url) => this.addressOf(url, hostnameOf(request)),
      allowedHosts: this.allowedHosts,
      siteOfPort: (port) => this.#originAt(port),
      shown: (page) => this.#pages.set(phone, page),
    });
  }

  #isGateway(origin: string): boolean {
    const [ours, theirs] = [new URL(this.#gateway || "http://localhost"), new URL(origin)];
    return ours.port === theirs.port && theirs.protocol === "http:";
  }

  async #originAt(port: string): Promise<string | undefined> {
    for (const [origin, site] of this.#sites) if (String((await site).port) === port) return origin;
    return undefined;
  }
}

function hostnameOf(request: IncomingMessage): string {
  return URL.parse(`http://${request.headers.host ?? "127.0.0.1"}`)?.hostname ?? "127.0.0.1";
}
