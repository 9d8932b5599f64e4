import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openSecondMerchant, startWorld, strangerAt, type World } from "./testing/index.ts";

const database = useTestDatabase();
let world: World;
let finance: Desk;
let owner: Desk;
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-12T10:00:00+08:00") });
  [finance, owner] = await Promise.all([world.signIn("finance"), world.signIn("owner")]);
});
afterAll(() => world.stop());

const PORTAL = "Settled,Kind,Number,Taken,Amount\n2026-03-10,Sale,P1,2026-03-10 12:00:00,88.00\n";
const HELD = `settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount
B8,2026-03-08,2026-03-09,HKDEMO01,PAYMENT,P8,2026-03-08 12:00:00,HKD,1.00,0.01,0.99
#TOTAL,HKD,2,1.00,0.01,0.99
`;
const MAPPING = {
  name: "portal",
  constants: { mchid: "HKDEMO01", settle_batch_no: "B1", txcurrcd: "HKD" },
  columns: { trade_date: "Settled", line_type: "Kind", syssn: "Number", sysdtm: "Taken", gross_amount: "Amount" },
  values: { line_type: { Sale: "PAYMENT" } },
};
async function send(desk: Desk, query: Record<string, string>, text = PORTAL): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${world.url}/api/statements?${new URLSearchParams({ name: "portal.csv", ...query }).toString()}`, {
    method: "POST",
    headers: { ...desk.headers, "content-type": "application/octet-stream" },
    body: text,
  });
  return { status: answer.status, body: await answer.json() };
}

describe("a file that a person looks at first", () => {
  it("is told by its header and first rows, and read by a mapping with what it comes to; nothing is kept", async () => {
    const looked = await send(finance, { look: "inspect" });
    expect(looked.body).toMatchObject({
      kind: "tables",
      tables: [{ profile: null, headerRow: 1, encoding: "UTF-8", header: ["Settled", "Kind", "Number", "Taken", "Amount"] }],
    });
    const preview = await send(finance, { look: "preview", mapping: JSON.stringify(MAPPING) });
    expect(preview.body).toMatchObject({
      kind: "read",
      rows: 1,
      failedRowCount: 0,
      shown: [{ lineNo: 2, cells: { day: "2026-03-10", type: "PAYMENT", number: "P1", time: "2026-03-10 12:00:00", gross: "88.00" } }],
      totals: [{ currency: "HKD", declared: null, counted: { lines: 1, gross: "88.00" } }],
    });
    expect(await finance.trpc.settlement.files.query({})).toEqual([]);
  });

  it("is refused with what its mapping lacks", async () => {
    const answer = await send(finance, { look: "preview", mapping: JSON.stringify({ name: "x", columns: {} }) });
    expect(answer).toMatchObject({ status: 400, body: { appCode: "invalid_input" } });
    expect(answer.body).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ field: "mapping.columns.gross_amount" })]),
    });
    expect((await send(finance, { look: "preview", mapping: "{" })).status).toBe(400);
  });

  it("is taken in by the mapping, and by itself once the mapping is saved", async () => {
    const [table] = await finance.trpc.settlement.mappings.query();
    expect(table).toBeUndefined();
    expect((await send(finance, { mapping: JSON.stringify(MAPPING) })).body).toMatchObject({
      status: "ACTIVE",
      profile: "CUSTOM",
      lines: 1,
    });
  });
});

describe("an import that a person watches", () => {
  const watch = (init: RequestInit) =>
    fetch(`${world.url}/api/statements?name=watched.csv`, {
      method: "POST",
      headers: { ...finance.headers, "content-type": "application/octet-stream", accept: "application/x-ndjson" },
      ...init,
    });
  const lastLine = async (answer: Response): Promise<unknown> => JSON.parse((await answer.text()).trimEnd().split("\n").at(-1) ?? "");

  it("is told line by line, the last line with what became of the file", async () => {
    expect(await lastLine(await watch({ body: PORTAL.replace("Settled", "Unheard of") }))).toMatchObject({ result: { status: "REFUSED" } });
  });

  it("keeps nothing of a file that is stopped half-way, and goes on serving", async () => {
    const before = await finance.trpc.settlement.files.query({});
    const stop = new AbortController();
    const half = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(PORTAL)) }); // its end never comes
    setTimeout(() => stop.abort(), 50);
    await expect(watch({ body: half, signal: stop.signal, duplex: "half" })).rejects.toThrow(/abort/i);
    expect(await finance.trpc.settlement.files.query({})).toEqual(before);
  });
});

describe("what waits for a second person", () => {
  it("is listed with what it is about; people are called by name, at their own merchant only", async () => {
    await send(finance, { name: "held.csv" }, HELD);
    const held = (await finance.trpc.settlement.files.query({})).find(({ status }) => status === "QUARANTINED");
    if (!held) throw new Error("nothing is held back");
    await finance.trpc.settlement.proposeDecision.mutate({ fileId: held.id, decision: "release", reason: "It is only a header." });
    const asked = { kind: "release", subject: held.id, title: "held.csv", reason: "It is only a header." };
    expect(await finance.trpc.approvals.waiting.query()).toMatchObject([{ ...asked, isOwn: true }]);
    const [waiting] = await owner.trpc.approvals.waiting.query();
    expect(waiting).toMatchObject({ ...asked, isOwn: false });
    const people = await owner.trpc.session.people.query();
    expect(people.find(({ actor }) => actor === waiting?.maker)).toMatchObject({ role: "finance" });
    const neighbour = (await openSecondMerchant(world)).desk;
    expect(await neighbour.trpc.approvals.waiting.query()).toEqual([]);
    expect((await neighbour.trpc.session.people.query()).map(({ actor }) => actor)).not.toContain(waiting?.maker);
  });
});

describe("the certificate of a close", () => {
  const take = (desk: Desk, sequence: string) => fetch(`${world.url}/api/certificates/${sequence}`, { headers: desk.headers });
  it("is a file to keep, for those who may read settlements", async () => {
    await finance.trpc.reconciliation.closing.stateNoActivity.mutate({ settleDay: "2026-03-09", reason: "The shop was closed." });
    await finance.trpc.reconciliation.run.mutate({ settleDay: "2026-03-09" });
    await finance.trpc.reconciliation.closing.propose.mutate({ settleDay: "2026-03-09" });
    const { review } = await owner.trpc.reconciliation.closing.day.query({ settleDay: "2026-03-09" });
    await owner.trpc.reconciliation.closing.approve.mutate({ settleDay: "2026-03-09", maker: review?.maker ?? "" });
    const answer = await take(owner, "1");
    expect(answer.headers.get("content-disposition")).toContain("close-00001-2026-03-09-v1.json");
    expect(await answer.json()).toMatchObject({ format: "tillbook-close/1", settleDay: "2026-03-09", version: 1, previous: null });
    const statuses = await Promise.all(
      [take(owner, "2"), take(owner, "x"), take(strangerAt(world.url), "1")].map(async (each) => (await each).status),
    );
    expect(statuses).toEqual([404, 404, 401]);
  });

  it("is a PDF for people too, under the same rights", async () => {
    const answer = await take(finance, "1.pdf?lang=zh-Hant");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(answer.headers.get("content-disposition")).toContain("close-00001-2026-03-09-v1.pdf");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([bytes.subarray(0, 5).toString("latin1"), bytes.subarray(-6).toString("latin1")]).toEqual(["%PDF-", "%%EOF\n"]);
    const desks = [
      take(owner, "2.pdf"),
      take(owner, "0.pdf"),
      take(strangerAt(world.url), "1.pdf"),
      take(await world.signIn("cashier"), "1.pdf"),
    ];
    expect(await Promise.all(desks.map(async (each) => (await each).status))).toEqual([404, 404, 401, 403]);
  });
});
