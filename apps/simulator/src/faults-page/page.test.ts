import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rulesSchema } from "../book/index.ts";
import { LANGUAGES } from "../page/index.ts";
import { lineOf, scenarioNames } from "../scenarios/index.ts";
import { merchantOf, startForTest, type TestSimulator } from "../testing/index.ts";
import { RULE_GROUPS } from "./rule-fields.ts";

let simulator: TestSimulator;

beforeEach(async () => {
  simulator = await startForTest();
  await simulator.control("/clock", { now: "2026-03-10 12:00:00", rate: 0 });
});
afterEach(() => simulator.stop());

const page = async (query = "?lang=en") => (await fetch(`${simulator.url}/faults${query}`)).text();
const submit = (path: string, fields: Record<string, string>) =>
  fetch(`${simulator.url}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
    headers: { "accept-language": "en" },
  });
const rules = async () => JSON.parse((await simulator.control("/rules")).text).rules;
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
/** The form as a browser would send it: ticked boxes, chosen options and texts. */
const formOf = (markup: string): Record<string, string> => {
  const form = markup.slice(markup.indexOf('action="/faults/rules"'));
  const ticked = [...form.matchAll(/<input type="checkbox"[^>]* name="(\w+)"[^>]* checked/g)].map(([, name = ""]) => [name, "on"]);
  const typed = [...form.matchAll(/<input type="(?:number|text)"[^>]*>/g)].map(([tag]) => [
    /name="(\w+)"/.exec(tag)?.[1] ?? "",
    /value="([^"]*)"/.exec(tag)?.[1] ?? "",
  ]);
  const chosen = [...form.matchAll(/<select name="(\w+)">(.*?)<\/select>/gs)].map(([, name = "", options = ""]) => [
    name,
    /value="([^"]*)" selected/.exec(options)?.[1] ?? "",
  ]);
  return Object.fromEntries([...ticked, ...typed, ...chosen]);
};

describe("the page of faults", () => {
  it.each(LANGUAGES)("shows every scenario with its line in %s, and nothing in force", async (language) => {
    const markup = await page(`?lang=${language}`);
    for (const name of scenarioNames()) {
      expect(markup).toContain(`value="${name}"`);
      expect(markup).toContain(escaped(lineOf(name, language)));
    }
    expect(markup).not.toContain('action="/faults/end"');
  });

  it("starts a scenario for one order, shows how often it struck, and ends it", async () => {
    const started = await submit("/faults/start", { scenario: "drop-after-create", outTradeNo: "A<b>" });
    expect([started.status, started.headers.get("location")]).toEqual([303, "/faults"]);
    expect(await page()).toContain("order A&lt;b&gt; · struck 0 times, met 0 calls");
    await merchantOf(simulator.url)
      .makeQr({ out_trade_no: "A<b>" })
      .catch(() => undefined);
    const struck = await page();
    expect(struck).toContain("struck 1 times, met 1 calls");
    expect(struck).toContain("2026-03-10 12:00:00 (UTC+8) · drop-after-create");
    await submit("/faults/end", { scenario: "drop-after-create" });
    expect(await page()).toContain("Nothing is in force");
  });

  it("ends a single fault and all of them", async () => {
    for (let time = 0; time < 3; time += 1)
      await simulator.control("/faults", { match: { operation: "query", chance: 1 }, action: { delayMs: 0 } });
    await submit("/faults/start", { scenario: "qfpay-down", outTradeNo: "" });
    await submit("/faults/end", { fault: "fault-1" });
    expect((await page()).match(/name="(fault|scenario)" value="(fault-\d+|qfpay-down)" aria-label="End/g)).toHaveLength(3);
    await submit("/faults/end", { all: "yes" });
    expect(await page()).toContain("Nothing is in force");
  });

  it("names every policy there is", () => {
    const named = RULE_GROUPS.flatMap((group): readonly string[] => group.names);
    expect(named.toSorted()).toEqual(Object.keys(rulesSchema.shape).toSorted());
  });

  it("saves the policies as they stand without changing any", async () => {
    const before = await rules();
    const saved = await submit("/faults/rules", formOf(await page()));
    expect([saved.status, saved.headers.get("location")]).toEqual([303, "/faults?saved=1#rules"]);
    expect(await rules()).toEqual(before);
  });

  it("switches policies off and on", async () => {
    const { cancelSupported: _off, ...form } = formOf(await page());
    const change = { cancelBy: "reversal", refundPending: "1143", refundMaxAgeDays: "30", takingsSince: "on" };
    await submit("/faults/rules", { ...form, ...change, refundBlackoutFrom: "22:00:00" });
    expect(await rules()).toMatchObject({
      cancelSupported: false,
      cancelBy: "reversal",
      refundPending: "1143",
      refundMaxAgeDays: 30,
      takingsSince: "2026-03-10T04:00:00.000Z",
      refundBlackoutFrom: "22:00:00",
      rateLimit: true,
    });
    await submit("/faults/rules", { ...form, cancelSupported: "on" });
    expect(await rules()).toMatchObject({ cancelSupported: true, refundPending: null, refundMaxAgeDays: null, takingsSince: null });
  });

  it("takes a time of day without seconds", async () => {
    await submit("/faults/rules", { ...formOf(await page()), refundBlackoutFrom: "22:15" });
    expect(await rules()).toMatchObject({ refundBlackoutFrom: "22:15:00" });
  });

  it("says what is wrong with a policy and saves none", async () => {
    const before = await rules();
    const refused = await submit("/faults/rules", { ...formOf(await page()), refundEnd: "no", cancelBy: "reversal" });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("refundEnd: a code of four digits")]);
    expect(await rules()).toEqual(before);
  });
});
