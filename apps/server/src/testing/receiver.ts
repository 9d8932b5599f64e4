import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One delivery as a merchant's own program received it. */
export type Received = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** A merchant's own program that listens for webhooks. */
export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  /** What it answers from now on. */
  answerWith(status: number, text?: string): void;
  stop(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let status = 204;
  let text = "";
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ headers, body: Buffer.concat(parts).toString() });
      answer.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hooks`,
    received,
    answerWith(nextStatus, nextText = "") {
      status = nextStatus;
      text = nextText;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
