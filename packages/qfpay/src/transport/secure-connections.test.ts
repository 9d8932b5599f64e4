import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callsOf, GOOD, loggedIds } from "../testing/answers.ts";
import { EXPIRED_CERTIFICATE, TEST_KEY, VALID_CERTIFICATE } from "../testing/certificates.ts";
import { clientOf } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";
import { type ConnectionOptions, createConnections } from "./index.ts";

const servers: GatewayServer[] = [];
async function gatewayWith(cert: string): Promise<GatewayServer> {
  const server = await startGatewayServer({ key: TEST_KEY, cert });
  server.says(GOOD);
  servers.push(server);
  return server;
}
let valid: GatewayServer;
let expired: GatewayServer;
beforeAll(async () => {
  valid = await gatewayWith(VALID_CERTIFICATE);
  expired = await gatewayWith(EXPIRED_CERTIFICATE);
});
afterAll(() => Promise.all(servers.map((server) => server.stop())));
beforeEach(() => servers.forEach((server) => void server.seen.splice(0)));

const through = (server: GatewayServer, options: ConnectionOptions) => callsOf(server, { connections: createConnections(options) });

describe("a gateway with a certificate", () => {
  it("of a known authority, for its own name and in time, is believed", async () => {
    const calls = through(valid, { ca: VALID_CERTIFICATE, servername: "gateway.test" });
    expect(await calls.create()).toMatchObject({ kind: "accepted" });
  });

  it.each<[string, () => GatewayServer, ConnectionOptions, string]>([
    ["for another name", () => valid, { ca: VALID_CERTIFICATE }, "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["that has expired", () => expired, { ca: EXPIRED_CERTIFICATE, servername: "gateway.test" }, "CERT_HAS_EXPIRED"],
    ["of nobody we know", () => valid, { servername: "gateway.test" }, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ])("%s is told nothing, and every call stays unknown", async (_what, server, options, detail) => {
    const calls = through(server(), options);
    const answers = await Promise.all(calls.all.map((call) => call()));
    for (const answer of answers) expect(answer).toMatchObject({ kind: "unknown", cause: { reason: "connection", detail }, raw: null });
    expect(server().seen).toHaveLength(0);
    expect(loggedIds(calls.events).size).toBe(calls.all.length);
  });
});

describe("connecting", () => {
  it("has a time-out of its own, well within the call's", async () => {
    const silent = createServer((socket) => void socket.resume()); // takes connections, and never a word of TLS
    await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { client } = clientOf(`https://127.0.0.1:${port}`, { connections: createConnections({ connectTimeoutMs: 100 }) });
    expect(await client.enquire({ syssn: ["2026"] })).toMatchObject({
      kind: "unknown",
      cause: { reason: "connection", detail: "UND_ERR_CONNECT_TIMEOUT" },
    });
    await new Promise((closed) => silent.close(closed));
  });

  it("is not done anew for each of the calls that follow one another", async () => {
    const server = await startGatewayServer();
    servers.push(server);
    const ports = new Set<unknown>();
    server.answers((_request, response) => {
      ports.add(response.socket?.remotePort);
      response.end(JSON.stringify(GOOD));
    });
    const { create } = callsOf(server);
    for (let i = 0; i < 10; i += 1) await create();
    expect(ports.size).toBeLessThanOrEqual(2); // the next call may set out before the last connection is back in the pool
  });
});
