import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";

/** A request as the gateway would see it; `params` from query and body. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
  readonly params: Record<string, string>;
};
export type Respond = (request: SeenRequest, response: ServerResponse) => void;

const nothing: Respond = (_request, response) => void response.end("{}");

/** A real HTTP server on a free port, HTTPS with a certificate, that answers as told and remembers what it was asked. */
export async function startGatewayServer(tls?: { readonly key: string | Buffer; readonly cert: string }) {
  const seen: SeenRequest[] = [];
  let respond: Respond = nothing;
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const [path = "", query = ""] = (request.url ?? "").split("?");
      const body = Buffer.concat(chunks).toString("utf8");
      const params = Object.fromEntries([...new URLSearchParams(query), ...new URLSearchParams(body)]);
      const asked = { method: request.method ?? "", path, query, body, headers: request.headers, params };
      seen.push(asked);
      respond(asked, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test server has no port");
  return {
    base: `${tls === undefined ? "http" : "https"}://127.0.0.1:${address.port}`,
    seen,
    /** How the next requests are answered. */
    answers(next: Respond): void {
      respond = next;
    },
    /** Answers HTTP 200 with this JSON. */
    says(fields: unknown, headers: Record<string, string> = {}): void {
      respond = (_request, response) =>
        response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify(fields));
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export type GatewayServer = Awaited<ReturnType<typeof startGatewayServer>>;
