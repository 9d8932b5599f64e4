import { Agent, request } from "node:http";

/** What came back. */
export type Reply = { readonly status: number; readonly text: string };

/** A plain HTTP client with connections kept open: the least that any caller of the product must do. */
export type HttpClient = {
  send(method: "GET" | "POST", url: string, headers?: Readonly<Record<string, string>>, body?: string): Promise<Reply>;
  close(): void;
};

/** @param connections how many requests may be under way at once */
export function httpClient(connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections, scheduling: "lifo" });
  return {
    send: (method, url, headers = {}, body) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
        const call = request(url, { method, agent, headers: { ...headers, ...length } }, (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
          answer.on("error", reject);
        });
        call.on("error", reject);
        call.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** The body of a good answer. Throws on any other: a failure must not count as something quick. */
export async function bodyOf(sent: Promise<Reply>): Promise<string> {
  const { status, text } = await sent;
  if (status < 200 || status > 299) throw new Error(`answered ${status}: ${text.slice(0, 500)}`);
  return text;
}
