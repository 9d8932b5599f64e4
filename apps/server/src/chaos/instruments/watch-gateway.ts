import { connect } from "node:net";
import { createConnections } from "@tillbook/qfpay/transport";
import { die, type Here, here } from "./flow.ts";

type Connections = ReturnType<typeof createConnections>;
type Interceptor = Extract<Parameters<Connections["compose"]>[0], (...args: never) => unknown>;
type Dispatch = Parameters<Interceptor>[0];
type Asked = Parameters<Dispatch>[0];
type Handler = Parameters<Dispatch>[1];

/** Connections to QFPay whose calls are steps of the flow that they are made in: unsent, half sent, sent, half answered, answered. */
export function watchedConnections(): Connections {
  return createConnections().compose((dispatch) => (asked, handler) => {
    const flow = here();
    if (!flow) return dispatch(asked, handler);
    const call = flow.numbered(`call ${asked.path.split("?")[0]?.split("/").at(-1)}`);
    flow.met(`${call} unsent`);
    for (const share of ["half sent", "sent"] as const) {
      if (flow.diesAt(`${call} ${share}`)) return sendAndDie(asked, share);
      flow.met(`${call} ${share}`);
    }
    return dispatch(asked, watchAnswer(handler, flow, call));
  });
}

/** Everything of the request, or all but half of its body (of its head, when there is none), leaves this machine; then nothing more. */
function sendAndDie(asked: Asked, share: "half sent" | "sent"): boolean {
  const { hostname, port, host } = new URL(String(asked.origin));
  const body = typeof asked.body === "string" ? asked.body : "";
  const lines = Object.entries(headersOf(asked)).map(([name, value]) => `${name}: ${value}`);
  if (body !== "") lines.push(`content-length: ${Buffer.byteLength(body)}`);
  const head = [`${asked.method} ${asked.path} HTTP/1.1`, `host: ${host}`, ...lines, "", ""].join("\r\n");
  const bytes = Buffer.from(head + body);
  const half = body === "" ? bytes.length / 2 : bytes.length - Buffer.byteLength(body) / 2;
  const socket = connect(Number(port), hostname);
  socket.write(share === "sent" ? bytes : bytes.subarray(0, half), () => die());
  return true;
}

function headersOf({ headers }: Asked): Record<string, string> {
  if (headers === null || headers === undefined || Array.isArray(headers) || Symbol.iterator in headers) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The handler as it is, but for two moments: the first bytes of a body have come, and the last. */
function watchAnswer(handler: Handler, flow: Here, call: string): Handler {
  let hasBegun = false;
  const before: Readonly<Record<string, () => void>> = {
    onResponseData: begun,
    onData: begun,
    onResponseEnd: () => flow.met(`${call} answered`),
    onComplete: () => flow.met(`${call} answered`),
  };
  function begun(): void {
    if (hasBegun) return;
    hasBegun = true;
    flow.met(`${call} half answered`);
  }
  return new Proxy(handler, {
    get(target, name): unknown {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown => {
        if (typeof name === "string") before[name]?.();
        return Reflect.apply(value, target, args);
      };
    },
  });
}
