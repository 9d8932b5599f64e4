import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPost } from "./index.ts";

let inside: Server;
let port = 0;
let visits: string[] = [];
beforeAll(async () => {
  inside = createServer((request, answer) => {
    visits.push(`${request.method} ${request.url}`);
    if (request.url === "/slow") return;
    if (request.url === "/moved") return void answer.writeHead(302, { location: "/arrived" }).end();
    if (request.url === "/endless") {
      answer.writeHead(200);
      const more = () => answer.write("x".repeat(65_536)) && setImmediate(more);
      answer.on("drain", more).on("close", () => answer.removeAllListeners());
      return void more();
    }
    answer.writeHead(request.url === "/broken" ? 500 : 204).end(request.url === "/broken" ? "it broke" : "");
  });
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
  port = portOf(inside);
});
afterAll(() => inside.close().closeAllConnections());
beforeEach(() => {
  visits = [];
});

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
const message = { headers: { "webhook-id": "evt_1" }, body: "{}" };
const anywhere = createPost({ reach: "anywhere", patienceMs: 300 });
const here = (path: string) => `http://127.0.0.1:${port}${path}`;

describe("an endpoint beside the simulator", () => {
  it.each([
    ["/", { status: 204, answer: "" }],
    ["/broken", { status: 500, answer: "it broke" }],
    ["/moved", { status: 302, answer: "" }],
    ["/slow", { fault: "timeout" }],
  ])("is asked once at %s", async (path, outcome) => {
    expect(await anywhere(here(path), message)).toMatchObject(outcome);
    expect(visits).toEqual([`POST ${path}`]);
  });
  it("is listened to for a kilobyte, however much it says", async () => {
    expect(await anywhere(here("/endless"), message)).toMatchObject({ status: 200, answer: "x".repeat(1_024) });
  });
  it("that is not there is told apart from one that does not answer", async () => {
    expect(await anywhere("http://127.0.0.1:1/", message)).toMatchObject({ fault: "connection_refused" });
    const nowhere = createPost({
      reach: "anywhere",
      resolve: (_name, done) => done(Object.assign(new Error(), { code: "ENOTFOUND" }), []),
    });
    expect(await nowhere("http://no-such-host.invalid/", message)).toMatchObject({ fault: "no_such_host" });
    expect(await anywhere(`https://127.0.0.1:${port}/`, message)).toHaveProperty("fault");
  });
});

describe("an endpoint on the open internet", () => {
  const leadingTo = (...addresses: string[]) =>
    createPost({
      reach: "public",
      patienceMs: 1_000,
      resolve: (_hostname, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
        ),
    });

  it.each([
    "http://shop.example/", "http://127.0.0.1:$/", "https://127.0.0.1:$/", "https://localhost:$/", "https://2130706433:$/", "https://0x7f.1:$/", "https://[::1]:$/",
    "https://[::ffff:127.0.0.1]:$/", "https://10.0.0.1/", "https://169.254.169.254/", "https://[fd00::1]/",
  ])("is never %s", async (address) => {
    expect(await leadingTo("93.184.215.14")(address.replace("$", String(port)), message)).toMatchObject({ fault: "refused_address" });
    expect(visits).toEqual([]);
  }); // biome-ignore format: a list reads better

  it.each([
    [["127.0.0.1"]],
    [["169.254.169.254"]],
    [["::1"]],
    [["::ffff:10.0.0.7"]],
    [["64:ff9b::a00:1"]],
    [["93.184.215.14", "127.0.0.1"]], // one of both would be chosen by chance
  ])("is judged by what its name leads to at that moment: %j", async (addresses) => {
    expect(await leadingTo(...addresses)(`https://shop.example:${port}/`, message)).toMatchObject({ fault: "refused_address" });
    expect(visits).toEqual([]);
  });

  it("that moves inside between two deliveries is not followed there", async () => {
    const answers = [["127.0.0.1"], ["127.0.0.1"]];
    const looked: string[] = [];
    const post = createPost({
      reach: "public",
      patienceMs: 500,
      resolve: (hostname, done) => {
        looked.push(hostname);
        done(
          null,
          (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
        );
      },
    });
    for (const _delivery of [1, 2])
      expect(await post(`https://shop.example:${port}/`, message)).toMatchObject({ fault: "refused_address" });
    expect(looked).toEqual(["shop.example", "shop.example"]); // looked up anew for every connection, and by nobody else
    expect(visits).toEqual([]);
  });
});
