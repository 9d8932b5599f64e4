// What pages weigh in a real browser, and how long the product takes to start. Says it as one line `measured {…}`. docs/performance.md
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { chromiumPath } from "./chromium.ts";
import { fontConfig } from "./fonts/index.ts";
import { desk } from "./pages/desk.ts";
import { wechatPhone } from "./pages/wechat-phone.ts";
import { type Product, product } from "./product.ts";
import { sessionOf } from "./sessions.ts";

const START_MS = 180_000;
const theProduct = await product();

/** A start of the whole product, up to its first answer. */
async function start({ baseUrl, env }: Product): Promise<{ seconds: number; stop(): Promise<void> }> {
  const started = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs", "--no-env-file"], {
    cwd: path.join(import.meta.dirname, ".."),
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = once(child, "exit");
  while (!(await isUp(`${baseUrl}/healthz`))) {
    if (child.exitCode !== null || performance.now() - started > START_MS) throw new Error("the product did not start");
    await pause(50);
  }
  return {
    seconds: (performance.now() - started) / 1_000,
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Something that a page asked for: what it was, how much came over the line, and whether it was asked for before the page could be used. */
type Asked = { readonly url: string; bytes: number; readonly isBeforeUse: boolean };

/** Everything that a page asks for while it is visited and until it is quiet, but for the news that it listens to. */
async function askedFor(page: Page, visit: () => Promise<unknown>): Promise<Asked[]> {
  const line = await page.context().newCDPSession(page);
  const asked = new Map<string, Asked>();
  let isUsable = false;
  line.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    if (request.url.startsWith("http") && type !== "EventSource")
      asked.set(requestId, { url: request.url, bytes: 0, isBeforeUse: !isUsable });
  });
  line.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const one = asked.get(requestId);
    if (one) one.bytes = encodedDataLength;
  });
  page.on("domcontentloaded", () => {
    isUsable = true;
  });
  await line.send("Network.enable");
  await line.send("Network.setCacheDisabled", { cacheDisabled: true });
  await visit();
  await pause(1_500); // live pages never fall silent
  return [...asked.values()];
}

/** The customer's page, as WeChat opens it and as a second screen does. */
async function customerPages(browser: Browser): Promise<{ bytes: number; requests: number }> {
  const till = await browser.newContext({ baseURL: theProduct.baseUrl, storageState: await sessionOf("cashier", theProduct) });
  const link = await desk(await till.newPage()).askByLink("88.00");
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const [inside, outside] = [await phone.newPage(), await phone.newPage()];
  const seen = [
    await askedFor(inside, () => wechatPhone(inside, theProduct.simulatorUrl).openLink(link)),
    await askedFor(outside, () => outside.goto(link)),
  ];
  const ours = seen.map((page) => page.filter(({ url, isBeforeUse }) => isBeforeUse && url.startsWith(theProduct.baseUrl)));
  const most = (of: (page: Asked[]) => number): number => Math.max(...ours.map(of));
  return { bytes: most((page) => page.reduce((sum, { bytes }) => sum + bytes, 0)), requests: most((page) => page.length) };
}

/** Scripts and styles of the desk, from nothing to its first page. */
async function firstLoad(browser: Browser): Promise<{ bytes: number; files: number }> {
  const context = await browser.newContext({ baseURL: theProduct.baseUrl, storageState: await sessionOf("owner", theProduct) });
  const page = await context.newPage();
  const asked = await askedFor(page, () => page.goto("/orders"));
  const parts = asked.filter(({ url }) => /\.(js|css)$/.test(new URL(url).pathname));
  return { bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), files: parts.length };
}

const first = await start(theProduct);
await first.stop();
const again = await start(theProduct);
const executablePath = await chromiumPath();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ["--no-sandbox", "--disable-gpu"],
  env: { ...process.env, FONTCONFIG_FILE: fontConfig() },
});
try {
  const customer = await customerPages(browser);
  const admin = await firstLoad(browser);
  const seconds = { newBooksSeconds: first.seconds, warmSeconds: again.seconds };
  const figures = { customerBytes: customer.bytes, customerRequests: customer.requests, adminBytes: admin.bytes, adminFiles: admin.files };
  console.log(`measured ${JSON.stringify({ ...figures, ...seconds })}`);
} finally {
  await browser.close();
  await again.stop();
}
