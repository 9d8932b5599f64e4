import { createServer } from "node:http";

/** A merchant's own program that listens for events. */
export type Receiver = {
  readonly url: string;
  /** Kinds of the events that have come, in their order. */
  readonly heard: readonly string[];
  close(): void;
};

/** Starts one on this machine; it answers 204 to everything. */
export function receiver(): Promise<Receiver> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => {
      body += part.toString("utf8");
    });
    request.on("end", () => {
      heard.push(/"type":"([\w.]+)"/.exec(body)?.[1] ?? "");
      response.writeHead(204).end();
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      resolve({ url: `http://127.0.0.1:${port}/hooks`, heard, close: () => server.close() });
    });
  });
}
