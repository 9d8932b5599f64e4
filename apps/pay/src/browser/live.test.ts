import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renderPayPage } from "../render.ts";
import { openInBrowser, type Server } from "../testing/browser.ts";
import { aView } from "../testing/views.ts";
import { versionOf } from "../view.ts";

const path = "/p/token";
const view = aView({ at: "confirming", since: new Date("2026-03-10T06:30:00Z"), canRetry: true, asked: null });
const sent = renderPayPage(view, { lang: "en", nonce: "n", path });
const newer = renderPayPage(aView({ at: "expired" }), { lang: "en", nonce: "n", path });
const SECOND = 1000;

const openPage = (server: Server) => openInBrowser(sent, server);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("stays where it is while the news is what it shows already", async () => {
  const page = openPage({ page: () => sent });
  page.hear("open");
  page.hear("changed", versionOf(view));
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(page.streams.map((stream) => stream.url)).toEqual(["/p/token/events"]);
  expect(page.went).toEqual([]);
});

it("loads the page anew by GET of its clean address when something changed, and once only", async () => {
  const page = openPage({ page: () => newer });
  page.hear("changed", "another");
  page.hear("changed", "and another");
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  expect(page.went).toEqual(["/p/token?lang=en"]);
  expect(page.said.textContent).toBe("Updating…");
});

it("asks again when the stream breaks, and finds what it missed", async () => {
  let now = sent;
  const page = openPage({ page: () => now });
  page.hear("open");
  page.hear("error");
  await vi.advanceTimersByTimeAsync(7 * SECOND);
  expect(page.went).toEqual([]);
  expect(page.streams).toHaveLength(2);
  now = newer;
  page.hear("error");
  await vi.advanceTimersByTimeAsync(15 * SECOND);
  expect(page.went).toEqual(["/p/token?lang=en"]);
});

it("asks by itself in a browser that cannot listen, less and less often, but never stops", async () => {
  const page = openPage({ page: () => sent, hasStream: false });
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  const inFirstMinute = page.asked.length;
  expect(inFirstMinute).toBeGreaterThanOrEqual(3);
  await vi.advanceTimersByTimeAsync(10 * 60 * SECOND);
  expect(page.asked.length - inFirstMinute).toBeGreaterThanOrEqual(16);
  expect(page.asked.length - inFirstMinute).toBeLessThanOrEqual(26);
  expect(page.went).toEqual([]);
});

it("says so when the server is in trouble, stays, and carries on", async () => {
  const server = { page: () => "Bad gateway", status: 502 };
  const page = openPage(server);
  page.hear("error");
  await vi.advanceTimersByTimeAsync(7 * SECOND);
  expect(page.said.textContent).toBe("No connection. This page catches up by itself.");
  expect(page.went).toEqual([]);
  Object.assign(server, { page: () => sent, status: 200 });
  await vi.advanceTimersByTimeAsync(30 * SECOND);
  expect(page.said.textContent).toBe("");
});

it("goes to the page that says the link is gone", async () => {
  const page = openPage({ page: () => "gone", status: 404 });
  page.hear("error");
  await vi.advanceTimersByTimeAsync(15 * SECOND);
  expect(page.went).toEqual(["/p/token?lang=en"]);
});

it("turns nobody round who is on the way to WeChat, and sends one form only", async () => {
  const page = openPage({ page: () => newer });
  expect(page.submit().wasPrevented).toBe(false);
  page.hear("changed", "another");
  expect(page.submit().wasPrevented).toBe(true);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(page.went).toEqual([]);
  await vi.advanceTimersByTimeAsync(10 * SECOND); // still here: the way was blocked
  expect(page.went).toEqual(["/p/token?lang=en"]);
});

it("asks at once when the customer comes back to it", async () => {
  const page = openPage({ page: () => sent });
  page.hear("open");
  page.lookAt();
  page.comeBack();
  await vi.advanceTimersByTimeAsync(0);
  expect(page.asked).toHaveLength(2);
});
