const WECHAT =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50";

/** A customer's browser inside WeChat: cookies, redirects and forms, without a screen. */
export class Customer {
  readonly #cookies = new Map<string, string>();
  /** The last page and its address. */
  url = "";
  html = "";

  /** Opens an address and follows redirects as a browser does. */
  async open(url: string, form?: URLSearchParams): Promise<this> {
    let next = url;
    let body = form;
    for (let hop = 0; hop < 12; hop++) {
      const answer = await fetch(next, {
        redirect: "manual",
        method: body ? "POST" : "GET",
        headers: { "user-agent": WECHAT, accept: "text/html", cookie: this.#cookieFor(next) },
        ...(body ? { body } : {}),
      });
      for (const line of answer.headers.getSetCookie()) this.#keep(next, line);
      const location = answer.headers.get("location");
      if (location === null) {
        this.url = next;
        this.html = await answer.text();
        return this;
      }
      next = new URL(location, next).href;
      body = undefined;
    }
    throw new Error(`too many redirects from ${url}`);
  }

  /** Submits the form whose button has this name or value. */
  async press(button: RegExp): Promise<this> {
    for (const [, attributes = "", inside = ""] of this.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
      for (const [whole, text = ""] of inside.matchAll(/<button[^>]*>([\s\S]*?)<\/button>/g)) {
        if (!button.test(text.replace(/<[^>]*>/g, "")) && !button.test(whole)) continue;
        return this.#submit(attributes, inside, whole);
      }
    }
    throw new Error(`no button ${button} on ${this.url}`);
  }

  async #submit(attributes: string, inside: string, pressed: string): Promise<this> {
    const target = new URL(unescapeHtml(attribute(attributes, "action") ?? ""), this.url);
    const fields = new URLSearchParams();
    for (const [input] of inside.matchAll(/<input[^>]*>/g))
      fields.append(unescapeHtml(attribute(input, "name") ?? ""), unescapeHtml(attribute(input, "value") ?? ""));
    const name = attribute(pressed, "name");
    if (name !== null) fields.append(name, unescapeHtml(attribute(pressed, "value") ?? ""));
    if ((attribute(attributes, "method") ?? "get").toLowerCase() === "post") return this.open(target.href, fields);
    for (const [key, value] of fields) target.searchParams.set(key, value);
    return this.open(target.href);
  }

  #keep(url: string, line: string): void {
    const [pair = "", ...rest] = line.split(";");
    const [name = "", value = ""] = pair.split("=", 2);
    const key = `${new URL(url).origin} ${name}`;
    if (value === "" || rest.some((part) => /max-age=0$/i.test(part.trim()))) this.#cookies.delete(key);
    else this.#cookies.set(key, value);
  }

  #cookieFor(url: string): string {
    const { origin } = new URL(url);
    return [...this.#cookies]
      .filter(([key]) => key.startsWith(`${origin} `))
      .map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`)
      .join("; ");
  }
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
}

function unescapeHtml(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
