import { runInNewContext } from "node:vm";

/** What the pages' server answers to those who ask again; `hasStream: false` is a browser without server-sent events. */
export type Server = { page: () => string; status?: number; hasStream?: boolean };

type Event = { data?: string; persisted?: boolean };
type Listeners = Map<string, (event: Event & { preventDefault: () => void }) => void>;

/** A stream that says only what the test makes it say. */
class Stream {
  static readonly OPEN = 1;
  readonly listeners: Listeners = new Map();
  readonly url: string;
  readyState = 0;

  constructor(url: string, opened: Stream[]) {
    this.url = url;
    opened.push(this);
  }

  addEventListener = this.listeners.set.bind(this.listeners);

  close() {
    this.readyState = 2;
  }
}

/**
 * Runs the script of `sentPage` in as much of a browser as it touches, on the global timers, which a test may hold.
 * Keeps where the page went, what it asked for, the streams that it opened and what it said.
 */
export function openInBrowser(sentPage: string, server: Server) {
  const went: string[] = [];
  const asked: string[] = [];
  const streams: Stream[] = [];
  const said = { textContent: "" };
  const ofDocument: Listeners = new Map();
  const ofWindow: Listeners = new Map();
  const document = {
    currentScript: { dataset: dataOf(sentPage, "script") },
    documentElement: { dataset: dataOf(sentPage, "html") },
    visibilityState: "visible",
    getElementById: (id: string) => (id === "said" ? said : null),
    addEventListener: ofDocument.set.bind(ofDocument),
  };
  function fetch(address: string) {
    asked.push(address);
    const status = server.status ?? 200;
    return Promise.resolve({ ok: status === 200, status, text: () => Promise.resolve(server.page()) });
  }
  class EventSource extends Stream {
    constructor(url: string) {
      super(url, streams);
    }
  }
  const location = { replace: (address: string) => went.push(address) };
  const clock = { setTimeout, clearTimeout, setInterval, clearInterval, performance };
  const page = { document, location, fetch, addEventListener: ofWindow.set.bind(ofWindow), ...clock };
  runInNewContext(
    /<script[^>]*>([\s\S]*)<\/script>/.exec(sentPage)?.[1] ?? "",
    server.hasStream === false ? page : { ...page, EventSource },
  );
  return {
    went,
    asked,
    streams,
    said,
    hear: (name: string, data = "") => fire(streams.at(-1)?.listeners, name, { data }),
    submit: () => fire(ofDocument, "submit"),
    comeBack: () => fire(ofWindow, "pageshow", { persisted: true }),
    lookAt: () => fire(ofDocument, "visibilitychange"),
  };
}

/** Whether the page kept the browser from doing what it does by itself. Throws when nobody listens. */
function fire(listeners: Listeners | undefined, name: string, event: Event = {}): { wasPrevented: boolean } {
  const listener = listeners?.get(name);
  if (!listener) throw new Error(`nobody listens for ${name}`);
  const outcome = { wasPrevented: false };
  listener({ ...event, preventDefault: () => (outcome.wasPrevented = true) });
  return outcome;
}

function dataOf(page: string, element: string): Record<string, string> {
  const opened = new RegExp(`<${element} [^>]*>`).exec(page)?.[0] ?? "";
  return Object.fromEntries([...opened.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
}
