type Cookie = { readonly name: string; readonly value: string; readonly path: string };

/**
 * The cookies of one simulated phone. Browsers share cookies between all ports of a host, so the real browser's would
 * mix the phone's with those of the desk beside it: the phone keeps its own here.
 */
export class CookieJar {
  readonly #byHost = new Map<string, Cookie[]>();

  /** The `Cookie` header for a request, or undefined when there is none to send. */
  headerFor(host: string, path: string): string | undefined {
    const fitting = (this.#byHost.get(host) ?? []).filter((cookie) => isWithin(path, cookie.path));
    return fitting.length === 0 ? undefined : fitting.map((cookie) => `${cookie.name}=${cookie.value}`).join("; ");
  }

  /** Takes in the `Set-Cookie` headers of an answer to a request for `path`. */
  keep(host: string, path: string, setCookies: readonly string[]): void {
    for (const text of setCookies) {
      const [pair = "", ...attributes] = text.split(";").map((part) => part.trim());
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      const wanted = attribute(attributes, "path");
      const cookie = {
        name: pair.slice(0, equals),
        value: pair.slice(equals + 1),
        path: wanted?.startsWith("/") === true ? wanted : defaultPath(path),
      };
      const others = (this.#byHost.get(host) ?? []).filter((kept) => kept.name !== cookie.name || kept.path !== cookie.path);
      this.#byHost.set(host, isOver(attributes) ? others : [...others, cookie]);
    }
  }
}

function attribute(attributes: readonly string[], name: string): string | undefined {
  const found = attributes.find((part) => part.toLowerCase().startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

function isOver(attributes: readonly string[]): boolean {
  const maxAge = attribute(attributes, "max-age");
  if (maxAge !== undefined) return Number.parseInt(maxAge, 10) <= 0;
  const expires = attribute(attributes, "expires");
  return expires !== undefined && Date.parse(expires) <= Date.now(); // a browser's own clock is the machine's
}

function defaultPath(path: string): string {
  const end = path.lastIndexOf("/");
  return end <= 0 ? "/" : path.slice(0, end);
}

function isWithin(path: string, cookiePath: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith("/") ? cookiePath : `${cookiePath}/`);
}
