import { webcrypto } from "node:crypto";
import { createContext, runInContext } from "node:vm";

/** As much of an element as the page touches. */
class Element {
  textContent: string;
  className = "";
  value = "";
  readonly children: Element[] = [];
  readonly listeners = new Map<string, (event: object) => void>();

  constructor(text = "") {
    this.textContent = text;
  }

  addEventListener = this.listeners.set.bind(this.listeners);

  appendChild(child: Element): void {
    this.children.push(child);
  }
}

/** Runs a page's script in as much of a browser as it touches: no network is there to be used. */
export function openPage(page: string, { languages = ["en"], hasCrypto = true } = {}) {
  const [words = "", script = ""] = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
  const elements = new Map<string, Element>([["words", new Element(words)]]);
  const element = (id: string): Element => {
    const known = elements.get(id) ?? new Element();
    elements.set(id, known);
    return known;
  };
  const ofDocument = new Map<string, (event: object) => void>();
  const document = {
    documentElement: { lang: "" },
    getElementById: element,
    querySelectorAll: () => [],
    createElement: () => new Element(),
    addEventListener: ofDocument.set.bind(ofDocument),
  };
  const context = createContext({
    document,
    navigator: { languages },
    crypto: hasCrypto ? webcrypto : undefined,
    TextEncoder,
    setTimeout,
    HTMLSelectElement: Element,
    HTMLInputElement: Element,
  });
  runInContext(script, context);
  const said = element("said");
  return {
    said: () => said.children.map(({ className, textContent }) => `${className}: ${textContent}`),
    /** Drops files on the page. What is found is told a little later. */
    drop(files: readonly { name: string; text: string }[]): void {
      const told = files.map(({ name, text }) => ({ name, text: async () => text }));
      said.children.length = 0;
      ofDocument.get("drop")?.({ preventDefault: () => undefined, dataTransfer: { files: told } });
    },
    /** What the page's own rule says of certificates. */
    check(certificates: readonly unknown[]): Promise<unknown> {
      Object.assign(context, { dropped: JSON.stringify(certificates) });
      return runInContext("checkCertificates(JSON.parse(dropped)).then((found) => JSON.stringify(found))", context);
    },
  };
}
