import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LANGUAGES } from "../page/index.ts";
import {
  APP_CODE,
  CLIENT_KEY,
  inTime,
  listenForNotices,
  type Merchant,
  merchantOf,
  startForTest,
  type TestSimulator,
} from "../testing/index.ts";
import { lineOf, type ScenarioName, scenarioNames } from "./index.ts";

let simulator: TestSimulator;
let merchant: Merchant;

beforeEach(async () => {
  simulator = await startForTest();
  merchant = merchantOf(simulator.url);
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
  await simulator.control("/rules", { rateLimit: false });
});
afterEach(() => simulator.stop());

const start = (name: string, body: unknown = {}) => simulator.control(`/scenarios/${name}`, body);
const end = (path: string) => fetch(`${simulator.url}/control${path}`, { method: "DELETE" });
const parsed = async (path: string) => JSON.parse((await simulator.control(path)).text);

/** A code, else the HTTP status, else "none" where no answer came. */
const codeOf = (call: Promise<{ status: number; body: Record<string, unknown> }>) =>
  call.then(
    ({ status, body }) => body["respcd"] ?? status,
    () => "none",
  );
const rowsOf = async (out_trade_no: string): Promise<string[]> => {
  const { raw } = await merchant.post("/trade/v1/query", { out_trade_no });
  return JSON.parse(raw).data.map((row: { respcd: string }) => row.respcd);
};

/** An order's whole life under a scenario: made, asked about, paid, refunded, closed, each time with what is heard. */
async function lifeUnder(name: ScenarioName, out_trade_no = "A") {
  await start(name);
  const time = { txdtm: "2026-03-10 12:00:00" };
  const made = await codeOf(merchant.makeQr({ out_trade_no, expired_time: "5" }));
  const asked = await rowsOf(out_trade_no).catch(() => "none");
  await simulator.control("/orders/pay", { out_trade_no });
  const askedAgain = await rowsOf(out_trade_no).catch(() => "none");
  const [order] = (await parsed("/orders")).orders;
  const refund = { syssn: order?.syssn ?? "1", out_trade_no: "R", txamt: "100", ...time };
  const refunded = await codeOf(merchant.post("/trade/v1/refund", refund));
  const closed = await codeOf(merchant.post("/trade/v1/close", { out_trade_no, txamt: "301", ...time }));
  const { notifications } = await parsed("/notifications");
  const notices = notifications.map((notice: { body: string; forgery?: string; state: string; copies: number }) => {
    const { notify_type, txamt } = JSON.parse(notice.body);
    const how = notice.forgery ?? (["lost", "held"].includes(notice.state) ? notice.state : "sent");
    return [notify_type, txamt, how, notice.copies].join(" ");
  });
  return { made, asked, askedAgain, refunded, closed, notices, doubles: (await parsed("/book")).doubles.length };
}

const NORMAL = {
  made: "0000",
  asked: ["1143"],
  askedAgain: ["0000"],
  refunded: "0000",
  closed: "1260",
  notices: ["payment 301 sent 1", "refund 100 sent 1"],
  doubles: 0,
};
const EVERY_CALL = (answer: unknown) => ({ made: answer, asked: "none", askedAgain: "none", refunded: answer, closed: answer });

// What each changes in an order's normal life. One that shows elsewhere says so below.
const LIVES: { readonly [Name in ScenarioName]: Partial<Record<keyof typeof NORMAL, unknown>> } = {
  "lost-notification": { notices: ["payment 301 lost 1", "refund 100 sent 1"] },
  "late-notification": {},
  "doubled-notification": { notices: ["payment 301 sent 5", "refund 100 sent 1"] },
  "forged-notification": {
    notices: ["payment 301 other-key 1", "payment 301 other-key 1", "payment 301 sent 1", "refund 100 sent 1"],
  },
  "replayed-notification": {},
  "refund-before-payment": {},
  "wrong-amount-notification": { notices: ["payment 1 sent 1", "payment 301 lost 1", "refund 100 sent 1"] },
  "unknown-number-notification": { notices: ["payment 301 sent 1", "payment 301 sent 1", "refund 100 sent 1"] },
  "unknown-notice-type": { notices: ["close 301 sent 1", "payment 301 sent 1", "refund 100 sent 1"] },
  "drop-before-create": { made: "none", asked: [], askedAgain: [], refunded: "1268", closed: "1136", notices: [] },
  "drop-after-create": { made: "none" },
  "done-but-error": { made: "1252" },
  "not-found-yet": { made: "none", asked: [], askedAgain: [] },
  "unclear-for-ever": { made: "1145", asked: ["1145"], askedAgain: ["1145"] },
  "cut-answer": { made: "none" },
  "wrong-amount-answer": {},
  "html-instead-of-json": EVERY_CALL(200),
  "qfpay-down": { ...EVERY_CALL("none"), notices: [] },
  "qfpay-slow": {},
  "rate-limited": { ...EVERY_CALL(429), notices: [] },
  "paid-twice": {
    askedAgain: ["0000", "0000"],
    doubles: 1,
    notices: ["payment 301 sent 1", "payment 301 sent 1", "refund 100 sent 1"],
  },
  "paid-late": { askedAgain: ["1143"], refunded: "1261", closed: "0000", notices: [] },
  "hong-kong-no-cancel": { closed: "1297" },
  "cancel-by-reversal-only": { closed: "1297" },
  "refund-takings-too-small": {},
  "refund-blackout": { refunded: "1265", notices: ["payment 301 sent 1"] },
  "refund-unclear": { refunded: "none", notices: ["payment 301 sent 1", "refund 100 lost 1"] },
  "refund-slow": { refunded: "1143", notices: ["payment 301 sent 1"] },
  "refund-rejected-later": { refunded: "1145", notices: ["payment 301 sent 1"] },
  "clock-back": {},
};

const SLOW: readonly ScenarioName[] = ["qfpay-slow"]; // it really waits

describe("a scenario", () => {
  it.each(scenarioNames().filter((name) => !SLOW.includes(name)))("%s changes an order's life as it should", async (name) => {
    expect(await lifeUnder(name)).toEqual({ ...NORMAL, ...LIVES[name] });
  });

  it.each([
    ["refund-before-payment", 0, ["R", "A"]],
    ["replayed-notification", 1, ["A", "R", "A"]],
    ["late-notification", 0, ["R"]],
  ])("%s makes the merchant hear %i notices before the refund, in all %j", async (name, before, numbers) => {
    const receiver = await listenForNotices(() => ({ status: 200, body: "SUCCESS" }));
    await simulator.control("/accounts", { app_code: APP_CODE, client_key: CLIENT_KEY, notify_url: receiver.url });
    await start(name);
    const { body } = await merchant.makeQr({ out_trade_no: "A" });
    await simulator.control("/orders/pay", { out_trade_no: "A" });
    await inTime(() => expect(receiver.heard).toHaveLength(before));
    const refund = { syssn: String(body["syssn"]), out_trade_no: "R", txamt: "100", txdtm: "2026-03-10 12:00:00" };
    await merchant.post("/trade/v1/refund", refund);
    await inTime(() => expect(receiver.heard.map((heard) => JSON.parse(heard.body).out_trade_no)).toEqual(numbers));
    await receiver.stop();
  });

  it("that spoils an answer shows another amount in it", async () => {
    await start("wrong-amount-answer");
    expect((await merchant.makeQr()).body["txamt"]).toBe("302");
  });

  it("that slows QFPay down delays every call", async () => {
    await start("qfpay-slow");
    const { faults } = await parsed("/faults");
    expect(new Set(faults.map((fault: { action: unknown }) => JSON.stringify(fault.action)))).toEqual(
      new Set([JSON.stringify({ delayMs: 4000, when: "after" })]),
    );
  });

  it("that wants new takings refuses what was paid before it and pays from what comes after", async () => {
    const { body } = await merchant.makeQr({ out_trade_no: "OLD" });
    await simulator.control("/orders/pay", { out_trade_no: "OLD" });
    await simulator.control("/clock", { now: "2026-03-10 13:00:00" });
    await start("refund-takings-too-small");
    const refund = { syssn: String(body["syssn"]), out_trade_no: "R", txamt: "100", txdtm: "2026-03-10 13:00:00" };
    const ask = () => codeOf(merchant.post("/trade/v1/refund", refund));
    expect(await ask()).toBe("1269");
    await merchant.makeQr({ out_trade_no: "NEW" });
    await simulator.control("/orders/pay", { out_trade_no: "NEW" });
    expect(await ask()).toBe("0000");
  });

  it("that turns the clock back turns it on again, unless somebody has set it since", async () => {
    const wire = async () => (await parsed("/clock")).wire;
    await start("clock-back");
    expect(await wire()).toBe("2026-03-10 11:50:00");
    await end("/scenarios/clock-back");
    expect(await wire()).toBe("2026-03-10 12:00:00");
    await start("clock-back");
    await simulator.control("/clock", { now: "2026-03-10 15:00:00" });
    await end("/scenarios/clock-back");
    expect(await wire()).toBe("2026-03-10 15:00:00");
  });
});

describe("starting a scenario", () => {
  it("without a number takes the next order and leaves all others alone", async () => {
    await start("unclear-for-ever");
    expect(await codeOf(merchant.makeQr({ out_trade_no: "A" }))).toBe("1145");
    expect(await codeOf(merchant.makeQr({ out_trade_no: "B" }))).toBe("0000");
    expect((await parsed("/scenarios")).running).toMatchObject([{ name: "unclear-for-ever", outTradeNo: "A", faults: [{ struck: 1 }] }]);
  });

  it("with a number waits for that order", async () => {
    await start("lost-notification", { outTradeNo: "B" });
    for (const out_trade_no of ["A", "B"]) {
      await merchant.makeQr({ out_trade_no });
      await simulator.control("/orders/pay", { out_trade_no });
    }
    const { notifications } = await parsed("/notifications");
    expect(notifications.map((notice: { state: string }) => notice.state)).toEqual(["nowhere", "lost"]);
  });

  it("with a number narrows one that goes for everybody", async () => {
    await start("qfpay-down", { outTradeNo: "B" });
    expect(await codeOf(merchant.makeQr({ out_trade_no: "A" }))).toBe("0000");
    expect(await codeOf(merchant.makeQr({ out_trade_no: "B" }))).toBe("none");
  });

  it("with a chance strikes every order by the lot of its seed", async () => {
    const struckBy = async (seed: number) => {
      await start("done-but-error", { chance: 0.5, seed });
      const codes = await Promise.all(Array.from({ length: 20 }, (_, index) => codeOf(merchant.makeQr({ out_trade_no: `S${index}` }))));
      await end("/scenarios/done-but-error");
      return codes;
    };
    const [first, again, other] = [await struckBy(1), await struckBy(1), await struckBy(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set(["0000", "1252"]));
  });

  it("leaves its name in the log of what struck, so that the case can be played again", async () => {
    await start("drop-after-create", { seed: 7 });
    await merchant.makeQr({ out_trade_no: "A" }).catch(() => undefined);
    expect((await parsed("/faults/log")).log).toMatchObject([
      {
        fault: "fault-1",
        scenario: "drop-after-create",
        seed: 7,
        operation: "payment",
        out_trade_no: "A",
        action: { dropAfterProcessing: true },
      },
    ]);
  });

  it("is ended by name, or with all faults", async () => {
    await start("qfpay-down");
    await start("rate-limited");
    expect((await end("/scenarios/qfpay-down")).status).toBe(200);
    expect((await end("/scenarios/qfpay-down")).status).toBe(404);
    expect((await parsed("/scenarios")).running).toMatchObject([{ name: "rate-limited" }]);
    await end("/faults");
    expect([(await parsed("/scenarios")).running, (await parsed("/faults")).faults]).toEqual([[], []]);
    expect(await codeOf(merchant.makeQr())).toBe("0000");
  });

  it("refuses an unknown name and an unknown field", async () => {
    expect((await start("no-such-thing")).status).toBe(404);
    expect((await start("qfpay-down", { order: "A" })).json["error"]).toContain("order");
  });
});

describe("the list of scenarios", () => {
  it("has a line of its own for each, in every language", async () => {
    for (const language of LANGUAGES) {
      const { scenarios } = await parsed(`/scenarios?lang=${language}`);
      expect(scenarios.map((scenario: { name: string }) => scenario.name)).toEqual(scenarioNames());
      expect(scenarios.map((scenario: { line: string }) => scenario.line)).toEqual(scenarioNames().map((name) => lineOf(name, language)));
    }
    const lines = LANGUAGES.flatMap((language) => scenarioNames().map((name) => lineOf(name, language)));
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.filter((line) => line.includes("\n"))).toEqual([]);
  });
});
