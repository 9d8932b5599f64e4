import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEndpointSchema, eventOf, hasFailedTooLong, nextAttempt, readEndpointUrl } from "./index.ts";

const NOW = new Date("2026-11-22T10:00:00Z");
const HOUR = 3_600_000;

describe("a change of state", () => {
  it.each([
    ["order", null, "open", "order.created"],
    ["order", "expired", "paid", "order.paid"],
    ["payment", "awaiting", "paid", "payment.paid"],
    ["payment", "awaiting", "needs_person", null],
    ["refund", null, "awaiting_approval", "refund.awaiting_approval"],
    ["refund", "submitted", "refunded", "refund.refunded"],
    ["order", "open", "archived", null],
  ] as const)("of an %s from %s to %s is told as %s", (subject, before, after, event) => {
    expect(eventOf({ subject, before, after })).toBe(event);
  });
});

describe("a delivery that fails", () => {
  it("is tried for about three days, each time after a longer pause, and then no more", () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(fc.array(chance, { minLength: 12, maxLength: 12 }), (chances) => {
        const pauses: number[] = [];
        let now = NOW;
        for (const [index, each] of chances.entries()) {
          const next = nextAttempt(index + 1, now, each);
          if (!next) throw new Error("given up too early");
          pauses.push(next.getTime() - now.getTime());
          now = next;
        }
        expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
        expect(now.getTime() - NOW.getTime()).toBeGreaterThan(2.5 * 24 * HOUR);
        expect(now.getTime() - NOW.getTime()).toBeLessThan(3.5 * 24 * HOUR);
        expect(nextAttempt(13, now, 0)).toBeNull();
      }),
    );
  });
  it("stops its endpoint after five days without one success", () => {
    expect(hasFailedTooLong(NOW, new Date(NOW.getTime() + 5 * 24 * HOUR - 1))).toBe(false);
    expect(hasFailedTooLong(NOW, new Date(NOW.getTime() + 5 * 24 * HOUR))).toBe(true);
  });
});

describe("the address of an endpoint", () => {
  it.each([
    ["https://shop.example/hooks", "https://shop.example/hooks"],
    ["https://SHOP.example:8443/a?b=c#d", "https://shop.example:8443/a?b=c"],
    ["https://2130706433/", "https://127.0.0.1/"], // what it leads to is judged by its numbers
  ])("%s is read as %s", (text, url) => {
    expect(readEndpointUrl(text, "public")).toEqual({ ok: true, url });
  });
  it.each([
    ["", "not_a_url"],
    ["shop.example", "not_a_url"],
    ["https://", "not_a_url"],
    ["http://shop.example/", "not_https"],
    ["ftp://shop.example/", "not_https"],
    ["javascript:alert(1)", "not_a_url"],
    ["file:///etc/passwd", "not_a_url"],
    ["https://user@shop.example/", "no_credentials"],
    ["https://user:pass@shop.example/", "no_credentials"],
    [`https://shop.example/${"a".repeat(500)}`, "too_long"],
  ])("%s is refused: %s", (text, fault) => {
    expect(readEndpointUrl(text, "public")).toEqual({ ok: false, fault });
  });
  it("may be plain http beside the simulator", () => {
    expect(readEndpointUrl("http://127.0.0.1:8080/hook", "anywhere")).toEqual({ ok: true, url: "http://127.0.0.1:8080/hook" });
    expect(readEndpointUrl("ftp://127.0.0.1/", "anywhere")).toMatchObject({ ok: false });
  });
  it("comes with kinds of events that exist, each once", () => {
    const asked = { url: "https://shop.example/" };
    expect(createEndpointSchema.parse({ ...asked, events: ["order.paid", "order.paid"] }).events).toEqual(["order.paid"]);
    expect(createEndpointSchema.safeParse({ ...asked, events: ["order.eaten"] }).success).toBe(false);
    expect(createEndpointSchema.safeParse({ ...asked, secret: "whsec_mine" }).success).toBe(false);
  });
});
