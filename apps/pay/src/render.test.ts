import { gzipSync } from "node:zlib";
import { money } from "@tillbook/domain/money";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeText } from "./html.ts";
import { LANGUAGES } from "./language.ts";
import { renderMissingPage, renderPayPage } from "./render.ts";
import { aPlan, aView, everyStep } from "./testing/views.ts";
import { type PayPageView, type Step, versionOf } from "./view.ts";

const options = { lang: "en", nonce: "bm9uY2U", path: "/p/9fK2mQxT7vLwZ3bYcN5rHd" } as const;
const page = (step: Step, changes: Parameters<typeof aView>[1] = {}) => renderPayPage(aView(step, changes), options);
const paidAt = new Date("2026-03-10T06:31:07Z");
const paid = (refunded: PayPageView["amount"] | null) =>
  page({ at: "paid", paidAt, reference: "20260310154100020006785424", refunded, isTwice: false });
const START = `<form method="post" action="${options.path}/start">`;

describe.each(everyStep.flatMap((step) => LANGUAGES.map((lang) => ({ step, lang, at: step.at }))))("$at in $lang", ({ step, lang }) => {
  const view = aView(step);
  const text = renderPayPage(view, { ...options, lang });

  it("is one document with its language, title, version, one main part and one first heading", () => {
    expect(text).toMatch(/^<!doctype html>\n<html lang="[\w-]+" data-version="[\w-]+">/);
    expect(text).toContain(`<html lang="${lang}" data-version="${versionOf(view)}">`);
    expect(text).toMatch(/<title>[^<]+ · HK\$88\.00 · Bluebird Café<\/title>/);
    expect(text).toContain('<meta name="viewport" content="width=device-width, initial-scale=1');
    for (const once of ["<main ", "<h1>", "<footer>", "<style "]) expect(text.split(once)).toHaveLength(2);
  });

  it("says who asks for how much and for what", () => {
    for (const part of ["<bdi>Bluebird Café</bdi>", '<p class="amount">HK$88.00</p>', "<bdi>Tea for two</bdi>"])
      expect(text).toContain(part);
  });

  it("needs no other request, and no style or script without the nonce", () => {
    expect(text).not.toMatch(/<(img|iframe|object|embed|base)|@import|url\(|\ssrc=|\sstyle=|\son\w+=/i);
    expect(text.match(/<link[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
    for (const opened of text.match(/<(style|script)[^>]*>/g) ?? []) expect(opened).toContain(`nonce="${options.nonce}"`);
  });

  it("offers itself in three languages", () => {
    for (const other of LANGUAGES) expect(text).toContain(`href="${options.path}?lang=${other}" lang="${other}"`);
  });

  it("fits its budget, whole and compressed", () => {
    expect(gzipSync(text).length).toBeLessThan(15_000);
  });
});

it("starts a payment with one tap inside WeChat, by a form that needs no script", () => {
  expect(page({ at: "ready" })).toContain(`${START}<button class="main">Pay HK$88.00</button></form>`);
});

it("offers to pay again only where that is safe", () => {
  const since = paidAt;
  expect(page({ at: "confirming", since, canRetry: true, asked: null })).toContain(
    `${START}<button class="second">Try again</button></form>`,
  );
  expect(page({ at: "confirming", since, canRetry: false, asked: aPlan() })).not.toContain("<form");
  expect(page({ at: "failed", canRetry: true })).toContain(START);
  for (const step of [{ at: "failed", canRetry: false }, { at: "expired" }, { at: "cancelled" }, { at: "refused" }] as const) {
    expect(page(step)).not.toContain("<form");
  }
});

it("shows WeChat's code on a second screen with the way to scan it, and offers the link for everything else", () => {
  const text = page({ at: "second_screen", qrText: "weixin://wxpay/bizpayurl?pr=x", refreshesAt: new Date("2026-03-10T06:35:20Z") });
  expect(text).toContain('aria-label="WeChat Pay code for HK$88.00"');
  for (const part of ["Scan with WeChat", "10 Mar 2026 14:35:20 (UTC+8)", "A picture of this code cannot be paid"])
    expect(text).toContain(part);
  expect(text).toContain('<input id="link" readonly value="https://pay.example.com/p/9fK2mQxT7vLwZ3bYcN5rHd"');
  expect(text).not.toContain("weixin://"); // nothing to copy but our link
});

it("leads from another browser into WeChat in three steps, with our own address as a code", () => {
  const text = page({ at: "open_in_wechat" });
  expect(text.match(/<li>/g)).toHaveLength(3);
  expect(text).toContain('aria-label="Code that opens this page"');
  expect(text).toContain('id="copy"');
});

it("proves a payment with its time, reference and order, and with what was given back", () => {
  for (const part of ["<h1>Paid</h1>", "10 Mar 2026 14:31:07 (UTC+8)", "20260310154100020006785424", "A-1042"])
    expect(paid(null)).toContain(part);
  expect(paid(null)).not.toContain("Refunded");
  expect(paid(money(2000n, "HKD"))).toContain("<h1>Paid, partly refunded</h1>");
  expect(paid(money(2000n, "HKD"))).toContain("<dt>Refunded</dt><dd>HK$20.00</dd>");
  expect(paid(money(8800n, "HKD"))).toContain("<h1>Paid and refunded</h1>");
});

describe("a payment that is unclear", () => {
  const unclear = (asked = aPlan()) => page({ at: "confirming", since: paidAt, canRetry: false, asked });

  it("says how often we asked, when we ask next and who decides when", () => {
    for (const words of ["Asked so far: 4×", "ask again at 10 Mar 2026 14:35:12 (UTC+8)", "by 11 Mar 2026 15:30:00 (UTC+8), the shop"])
      expect(unclear()).toContain(words);
    expect(unclear(aPlan({ times: 0, nextAt: null }))).not.toMatch(/Asked so far|ask again at/);
  });

  it("counts down to the next question", () => {
    expect(unclear()).toContain(`id="renewal" data-at="2026-03-10T06:35:12.000Z" data-words="We ask again in {time}"`);
  });

  it("warns of paying twice, and only where nobody is invited to", () => {
    expect(unclear()).toContain("do not pay again");
    expect(page({ at: "confirming", since: paidAt, canRetry: true, asked: aPlan() })).not.toContain("do not pay again");
  });

  it("is a person's matter once the plan has ended", () => {
    const text = unclear(aPlan({ isWithPerson: true }));
    expect(text).toContain("show them this page");
    expect(text).not.toContain("ask again at");
  });
});

it("tells whoever paid twice that the shop knows", () => {
  expect(page({ at: "paid", paidAt, reference: "1", refunded: null, isTwice: true })).toContain("paid twice");
  expect(paid(null)).not.toContain("paid twice");
});

it("listens for news until nothing more can come, and looks again without scripts where the customer waits for us", () => {
  const listening = everyStep.filter((step) => page(step).includes("<script")).map((step) => step.at);
  expect(listening).toEqual([
    "second_screen",
    "preparing",
    "preparing",
    "open_in_wechat",
    "ready",
    "confirming",
    "confirming",
    "confirming",
    "failed",
  ]);
  const looking = everyStep.filter((step) =>
    page(step).includes(`<noscript><meta http-equiv="refresh" content="5; url=${options.path}?lang=en">`),
  );
  expect(looking.map((step) => step.at)).toEqual(["second_screen", "preparing", "preparing", "confirming", "confirming", "confirming"]);
});

it("tells nothing about any order on the page for a link that leads nowhere", () => {
  for (const lang of LANGUAGES) {
    const text = renderMissingPage({ ...options, lang });
    expect(text).toContain(`<html lang="${lang}">`);
    expect(text).not.toMatch(/<script|data-version|HK\$|Bluebird/);
    expect(gzipSync(text).length).toBeLessThan(15_000);
  }
});

it("never breaks a long amount in two", () => {
  expect(page({ at: "ready" }, { amount: money(2_147_483_647n, "HKD") })).toContain('<p class="amount longer">HK$21,474,836.47</p>');
});

describe("names that people typed", () => {
  const attack = fc.constantFrom(
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "</title></style></script><svg/onload=alert(1)>",
    "<!--<script>",
    "&lt;script&gt;",
    "{number}{time}",
    "$& $' $1",
    "\u202e\u0000\ud800",
  );
  const typed = fc.oneof(
    attack,
    fc.string({ unit: "binary" }),
    fc.tuple(attack, fc.string(), attack).map((parts) => parts.join("")),
  );

  it("change nothing of the page but the places where they stand", () => {
    const harmless = { shop: "QSHOPQ", goodsName: "QGOODSQ", number: "QNUMBERQ", linkUrl: "https://pay.example.com/QLINKQ" };
    fc.assert(
      fc.property(
        fc.constantFrom(...everyStep),
        fc.constantFrom(...LANGUAGES),
        typed,
        typed,
        typed,
        (step, lang, shop, goodsName, number) => {
          const amount = money(8800n, "HKD");
          const plain = { ...harmless, amount, step };
          const hostile = { ...plain, shop, goodsName, number };
          const expected = renderPayPage(plain, { ...options, lang })
            .replace(versionOf(plain), () => versionOf(hostile))
            .replaceAll("QSHOPQ", () => escapeText(shop))
            .replaceAll("QGOODSQ", () => escapeText(goodsName))
            .replaceAll("QNUMBERQ", () => escapeText(number));
          expect(renderPayPage(hostile, { ...options, lang })).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("stand escaped in the link and the reference too", () => {
    const reference = '"><script>alert(1)</script>';
    expect(page({ at: "paid", paidAt, reference, refunded: null, isTwice: false })).toContain(`<bdi>${escapeText(reference)}</bdi>`);
    expect(page({ at: "open_in_wechat" }, { linkUrl: `https://x/${reference}` })).toContain(`value="https://x/${escapeText(reference)}"`);
  });
});
