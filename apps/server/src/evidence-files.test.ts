import { randomUUID } from "node:crypto";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openSecondMerchant, startWorld, type World } from "./testing/index.ts";

const database = useTestDatabase();
const DAY = "2026-03-10";
const PDF = Buffer.from("%PDF-1.7\nQFPay: yes, that row is not yours.\n");
let world: World;
let finance: Desk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-12T10:00:00+08:00") });
  finance = await world.signIn("finance");
});
afterAll(() => world.stop());

async function send(desk: Desk, bytes: Uint8Array<ArrayBuffer>, name: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${world.url}/api/evidence?${new URLSearchParams({ name }).toString()}`, {
    method: "POST",
    headers: { ...desk.headers, "content-type": "application/octet-stream" },
    body: bytes,
  });
  return { status: answer.status, body: await answer.json() };
}

async function kept(name: string): Promise<string> {
  const { body } = await send(finance, PDF, name);
  if (typeof body !== "object" || body === null || !("id" in body) || typeof body.id !== "string") throw new Error("it was not kept");
  return body.id;
}

const take = (desk: Desk, id: string) => fetch(`${world.url}/api/evidence/${id}`, { headers: desk.headers });

/** The one break of a day with a row that we know nothing of. */
async function aBreak() {
  const text = `settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount
B1,${DAY},2026-03-11,HKDEMO01,PAYMENT,NOT-OURS,${DAY} 12:00:00,HKD,88.00,0.70,87.30\n`;
  await finance.upload("day.csv", Buffer.from(text));
  await finance.trpc.reconciliation.run.mutate({ settleDay: DAY });
  const [found] = (await finance.trpc.reconciliation.breaks.list.query({})).items;
  if (!found) throw new Error("there is no break");
  return found;
}

describe("a document that speaks for what is decided", () => {
  it("stays with the proposal, and is handed out as it came, to be kept and not to be shown in place", async () => {
    const { settleDay, runId, ordinal } = await aBreak();
    const id = await kept("mail from QFPay.pdf");
    const asked = { settleDay, runId, ordinals: [ordinal], wish: { action: "IGNORE_LINE" } as const, reason: "not our row" };
    await finance.trpc.reconciliation.breaks.propose.mutate({ ...asked, files: [id] });
    const [shown] = (await finance.trpc.reconciliation.breaks.list.query({})).items;
    expect(shown?.resolutions.at(-1)?.files).toEqual([{ id, name: "mail from QFPay.pdf", size: PDF.length }]);
    const answer = await take(finance, id);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''mail%20from%20QFPay.pdf");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("is kept once, by a plain name, and never edited or taken away", async () => {
    const id = await kept("../../etc/ticket\r\n.pdf");
    expect(await kept("../../etc/ticket\r\n.pdf")).toBe(id);
    expect((await send(finance, PDF, "../../etc/ticket\r\n.pdf")).body).toMatchObject({ name: "ticket.pdf" });
    await expect(database.db.read.sql(`UPDATE "EvidenceFile" SET "name" = 'x' WHERE "id" = $1`, [id])).rejects.toThrow(/only added to/);
    await expect(database.db.read.sql(`DELETE FROM "EvidenceFile" WHERE "id" = $1`, [id])).rejects.toThrow(/only added to/);
    const told = await database.db.read.sql(`SELECT 1 FROM "AuditEntry" WHERE "action" = 'evidence.added' AND "subjectId" = $1`, [id]);
    expect(told).toHaveLength(1);
  });

  it.each<[string, Uint8Array<ArrayBuffer>, number]>([
    ["a page that could run", Buffer.from("<html><script>alert(1)</script>"), 400],
    ["nothing at all", Buffer.alloc(0), 400],
    ["more than 5 MB", Buffer.concat([PDF, Buffer.alloc(5 * 1_024 * 1_024)]), 413],
  ])("is refused when it is %s", async (_what, bytes, status) => {
    expect((await send(finance, bytes, "mail.pdf")).status).toBe(status);
  });

  it("cannot be named before it was sent", async () => {
    const { settleDay, runId, ordinal } = await aBreak();
    const asked = { settleDay, runId, ordinals: [ordinal], wish: { action: "CLAIM", ticket: "T1" } as const, reason: "asked them" };
    await expect(finance.trpc.reconciliation.breaks.propose.mutate({ ...asked, files: [randomUUID()] })).rejects.toMatchObject({
      data: { appCode: "invalid_input", fields: [{ field: "files" }] },
    });
  });

  it("is nobody else's", async () => {
    const id = await kept("mail.pdf");
    const cashier = await world.signIn("cashier");
    const { desk: neighbour } = await openSecondMerchant(world);
    expect((await send(cashier, PDF, "mail.pdf")).status).toBe(403);
    expect((await take(cashier, id)).status).toBe(403);
    expect((await take(neighbour, id)).status).toBe(404);
    expect((await fetch(`${world.url}/api/evidence/${id}`)).status).toBe(401);
  });
});
