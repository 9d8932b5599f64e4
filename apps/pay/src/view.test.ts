import { money } from "@tillbook/domain/money";
import { expect, it } from "vitest";
import { aView, everyStep } from "./testing/views.ts";
import { type PayPageView, versionOf } from "./view.ts";

it("gives equal views one version, whatever the order of their keys", () => {
  const view = aView({ at: "confirming", since: new Date("2026-03-10T06:30:00Z"), canRetry: true, asked: null });
  const turned: PayPageView = {
    step: { asked: null, canRetry: true, since: new Date("2026-03-10T06:30:00Z"), at: "confirming" },
    linkUrl: view.linkUrl,
    number: view.number,
    goodsName: view.goodsName,
    amount: { currency: "HKD", minor: 8800n },
    shop: view.shop,
  };
  expect(versionOf(turned)).toBe(versionOf(view));
});

it("gives every step a version of its own, in characters that fit an event and an attribute", () => {
  const versions = everyStep.map((step) => versionOf(aView(step)));
  expect(new Set(versions).size).toBe(everyStep.length);
  for (const version of versions) expect(version).toMatch(/^[\w-]{22}$/);
});

it("changes with anything that the page shows", () => {
  const from = new Date("2026-03-10T06:35:20Z");
  const view = aView({ at: "second_screen", qrText: "weixin://a", refreshesAt: from });
  const changed = [
    aView(view.step, { shop: "Another" }),
    aView(view.step, { amount: money(8801n, "HKD") }),
    aView(view.step, { amount: money(8800n, "SGD") }),
    aView(view.step, { goodsName: null }),
    aView(view.step, { number: "A-1043" }),
    aView({ at: "second_screen", qrText: "weixin://b", refreshesAt: from }),
    aView({ at: "second_screen", qrText: "weixin://a", refreshesAt: new Date(from.getTime() + 1000) }),
  ];
  expect(new Set([view, ...changed].map(versionOf)).size).toBe(changed.length + 1);
});
