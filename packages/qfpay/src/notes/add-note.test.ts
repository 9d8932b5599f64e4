import { afterAll, beforeAll, expect, it } from "vitest";
import { APP_CODE, clientOf } from "../testing/client.ts";
import { type GatewayServer, startGatewayServer } from "../testing/gateway-server.ts";

let server: GatewayServer;
beforeAll(async () => {
  server = await startGatewayServer();
});
afterAll(() => server.stop());

it("sends the app code as `code` and hears the transaction's number", async () => {
  server.says({ resperr: "", respcd: "0000", respmsg: "", data: { syssn: "20260302000200020000000001" } });
  const answer = await clientOf(server.base).client.addNote({ syssn: "20260302000200020000000001", note: "客人已取貨 + 5%" });
  expect(answer).toMatchObject({ kind: "accepted", value: { syssn: "20260302000200020000000001" } });
  expect(server.seen[0]?.params).toEqual({ code: APP_CODE, syssn: "20260302000200020000000001", note: "客人已取貨 + 5%" });
});

it("refuses accounts with a mchid, and notes that could not be signed", async () => {
  const sent = server.seen.length;
  const note = { syssn: "2026", note: "collected" };
  await expect(clientOf(server.base, { mchid: "M1" }).client.addNote(note)).rejects.toMatchObject({
    name: "InvalidRequest",
    field: "mchid",
  });
  for (const text of ["", "a&b", "a=b", "two\nlines", "x".repeat(201)]) {
    await expect(clientOf(server.base).client.addNote({ ...note, note: text })).rejects.toMatchObject({
      name: "InvalidRequest",
      field: "note",
    });
  }
  expect(server.seen).toHaveLength(sent);
});
