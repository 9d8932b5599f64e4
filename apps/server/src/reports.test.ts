import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { useTestDatabase } from "@tillbook/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, eventually, notify, paymentNotice, startWorld, strangerAt, type World } from "./testing/index.ts";
import { readCertificates } from "./verify/read-certificates.ts";
import { verify } from "./verify/verify.ts";

const database = useTestDatabase();
const DAY = "2026-03-09";
const HEADER = "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount,remark";
const ROW = `B1,${DAY},2026-03-10,HKDEMO01,PAYMENT,20260309000200020000000011,${DAY} 12:00:00,HKD,100.00,0.80,99.20,<b>tea</b>`;
let world: World;
let finance: Desk;
let owner: Desk;
let cashier: Desk;

/** One row that nobody knows, set aside by two people, on a day that the same two close. */
beforeAll(async () => {
  world = await startWorld({ databaseUrl: database.url, startAt: new Date("2026-03-10T10:00:00+08:00") });
  [finance, owner, cashier] = await Promise.all([world.signIn("finance"), world.signIn("owner"), world.signIn("cashier")]);
  await finance.upload("day.csv", Buffer.from(`${HEADER}\n${ROW}\n`));
  const { reconciliation } = finance.trpc;
  const { run } = await reconciliation.run.mutate({ settleDay: DAY });
  const { proposals } = await reconciliation.breaks.propose.mutate({
    settleDay: DAY,
    runId: run?.runId ?? "",
    ordinals: [0],
    wish: { action: "IGNORE_LINE" },
    reason: "not ours <i>at all</i>",
  });
  await owner.trpc.reconciliation.breaks.approve.mutate({ proposalIds: proposals.map(({ proposalId }) => proposalId) });
  await reconciliation.run.mutate({ settleDay: DAY });
  await reconciliation.closing.propose.mutate({ settleDay: DAY });
  const { review } = await reconciliation.closing.day.query({ settleDay: DAY });
  await owner.trpc.reconciliation.closing.approve.mutate({ settleDay: DAY, maker: review?.maker ?? "" });
});
afterAll(() => world.stop());

const get = (desk: Desk, address: string): Promise<Response> => fetch(world.url + address, { headers: desk.headers });

describe("reports by HTTP", () => {
  it.each([
    ["csv", "text/csv; charset=utf-8", "settlement-summary-2026-03-09.csv"],
    ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "settlement-summary-2026-03-09.xlsx"],
  ])("come as %s", async (format, type, name) => {
    const answer = await get(finance, `/api/reports/settlement-summary?first=${DAY}&last=${DAY}&format=${format}&lang=zh-Hans`);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-disposition")]).toEqual([
      200,
      type,
      `attachment; filename="${name}"`,
    ]);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(20);
  });
  it.each([
    ["a stranger", () => strangerAt(world.url), `/api/reports/fees?first=${DAY}&last=${DAY}`, 401],
    ["a cashier", () => cashier, `/api/reports/fees?first=${DAY}&last=${DAY}`, 403],
    ["an unknown report", () => finance, `/api/reports/profits?first=${DAY}&last=${DAY}`, 404],
    ["a day that is none", () => finance, "/api/reports/fees?first=2026-02-30&last=2026-03-01", 400],
    ["ten years", () => finance, "/api/reports/fees?first=2016-03-01&last=2026-03-01", 400],
    ["a close that never was", () => finance, `/api/closes/${DAY}/7/page`, 404],
    ["a close to a cashier", () => cashier, `/api/closes/${DAY}/1/page`, 403],
  ])("refuse %s", async (_what, desk, address, status) => {
    const answer = await get(desk(), address);
    expect([answer.status, Object.keys(Object(await answer.json()))]).toEqual([status, ["appCode", "message", "fields"]]);
  });
  it("are on screen with the same sums", async () => {
    const { name, sections } = await finance.trpc.reconciliation.reports.statement.query({ first: DAY, last: DAY });
    expect([name, sections[0].rows]).toEqual(["reconciliation-statement", []]); // what is set aside is no part of it
    expect((await finance.trpc.reconciliation.reports.openBreaks.query()).sections[1].rowCount).toBe(0);
  });
});

describe("the lens and the dry run by HTTP", () => {
  it("look at past days and write nothing", async () => {
    const { lens } = finance.trpc.reconciliation;
    const seen = await lens.look.query({ first: DAY, last: DAY, cutoff: "22:00:00" });
    expect([seen.cutoff, seen.other, seen.rows]).toEqual(["00:00:00", "22:00:00", []]);
    expect((await lens.dryRun.query({ first: DAY, last: DAY, rules: { mchids: ["OTHER"] } })).days).toMatchObject([
      { settleDay: DAY, changed: 1 },
    ]);
    await expect(lens.look.query({ first: DAY, last: "2026-06-09" })).rejects.toMatchObject({ data: { appCode: "invalid_input" } });
  });
});

describe("the watermark", () => {
  it("is held by an attempt without an answer, and moves on when the customer has paid", async () => {
    const { watermark } = finance.trpc.reconciliation;
    const order = await owner.trpc.orders.create.mutate({ requestId: randomUUID(), amount: "88.00", currency: "HKD", face: "qr" });
    const made = world.now();
    await world.advance(60_000);
    const held = { kind: "payment", since: made.toISOString() };
    expect(await watermark.read.query()).toMatchObject({
      at: made.toISOString(),
      held,
      waiting: { payments: 1 },
      broken: { breaks: 0, cases: 0 },
    });
    const stop = new AbortController();
    const stream = await fetch(`${world.url}/trpc/reconciliation.watermark.follow?input=%7B%7D`, {
      headers: { ...finance.headers, accept: "text/event-stream" },
      signal: stop.signal,
    });
    const heard = textOf(stream);
    await notify(world, paymentNotice(world, order));
    expect(await eventually(heard, (text) => text.includes('"payments":0'))).toContain('"held":null');
    stop.abort();
    expect(await watermark.read.query()).toMatchObject({
      at: world.now().toISOString(),
      held: null,
      waiting: { payments: 0, transactions: 1 },
    });
  });

  /** What a stream has told so far. */
  function textOf(answer: Response): () => string {
    let text = "";
    void (async () => {
      for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) text += part;
    })().catch(() => undefined); // it ends when the test does
    return () => text;
  }
});

describe("the workbook of breaks by HTTP", () => {
  it("goes out and comes back in", async () => {
    const out = await get(finance, "/api/breaks/workbook?lang=en");
    expect([out.status, out.headers.get("content-disposition")]).toEqual([200, 'attachment; filename="breaks-2026-03-10.xlsx"']);
    const send = (desk: Desk, origin = world.url) =>
      fetch(`${world.url}/api/breaks/workbook`, {
        method: "POST",
        headers: { ...desk.headers, origin, "content-type": "application/octet-stream" },
        body: bytes,
      });
    const bytes = await out.arrayBuffer();
    const answers = await send(finance);
    expect([answers.status, await answers.json()]).toEqual([200, { rows: [], applied: 0, waiting: 0, conflicts: 0, refused: 0, blank: 0 }]);
    expect([(await send(cashier)).status, (await send(finance, "https://evil.example")).status]).toEqual([403, 403]);
  });
});

describe("a sealed close for people", () => {
  it("says who closed what, its digests, and what people decided; text of others stays text", async () => {
    const close = await finance.trpc.reconciliation.closing.close.query({ settleDay: DAY });
    const answer = await get(finance, `/api/closes/${DAY}/1/page?lang=zh-Hant`);
    const page = await answer.text();
    expect(page).toContain(close.digest);
    expect(page).toContain("結帳證明 2026-03-09 v1");
    expect(page).toContain("not ours &lt;i&gt;at all&lt;/i&gt;");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("and all others come as one archive, which anybody can verify", async () => {
    const answer = await get(finance, "/api/certificates.zip");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
    const folder = await mkdtemp(path.join(tmpdir(), "tillbook-archive-"));
    try {
      const text = await onlyMember(Buffer.from(await answer.arrayBuffer()));
      await writeFile(path.join(folder, "close.json"), text);
      expect(verify(await readCertificates([folder])).sound).toBe(true);
      await writeFile(path.join(folder, "close.json"), text.replace(/("rows":\[[^]*?"gross":)"100.00"/, '$1"100.01"'));
      expect(verify(await readCertificates([folder]))).toMatchObject({
        sound: false,
        sentences: [expect.stringContaining(`${DAY} v1, row 0`)],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
    expect((await get(cashier, "/api/certificates.zip")).status).toBe(403);
  });

  /** The text of an archive that has one member. */
  async function onlyMember(archive: Buffer): Promise<string> {
    const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28);
    return inflateRawSync(archive.subarray(start)).toString();
  }

  it("that is a second version says what has changed since the first", async () => {
    const { closing, run } = finance.trpc.reconciliation;
    const { proposalId } = await closing.proposeReopen.mutate({ settleDay: DAY, reason: "look again" });
    await owner.trpc.reconciliation.closing.approveReopen.mutate({ proposalId });
    await run.mutate({ settleDay: DAY });
    await closing.propose.mutate({ settleDay: DAY });
    const { review } = await closing.day.query({ settleDay: DAY });
    await owner.trpc.reconciliation.closing.approve.mutate({ settleDay: DAY, maker: review?.maker ?? "" });
    expect(await (await get(finance, `/api/closes/${DAY}/2/page`)).text()).toContain("Changes since version 1: 0 rows");
  });
});

describe("the page that checks certificates", () => {
  it("is for everybody, under a policy that lets it speak to nobody", async () => {
    const answer = await fetch(`${world.url}/verify`);
    expect([answer.status, answer.headers.get("content-security-policy")]).toEqual([200, expect.stringContaining("default-src 'none'")]);
  });
});
