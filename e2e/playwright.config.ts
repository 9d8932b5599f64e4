import path from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumPath } from "./chromium.ts";
import { fontConfig } from "./fonts/index.ts";
import { product } from "./product.ts";

const executablePath = await chromiumPath();
const { baseUrl, env } = await product();

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "stories",
  outputDir: "test-results",
  workers: 2,
  forbidOnly: true,
  // Against what never comes. What is merely slow, on a machine with much else to do, is no failure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: baseUrl,
    locale: "en-HK",
    timezoneId: "Asia/Hong_Kong",
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // The trace holds the pages themselves; pictures of every step took a sixth of the browser's time.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath && { executablePath }),
      // Containers seldom let a browser make its own sandbox; the pages it opens here are ours.
      args: ["--no-sandbox", ...QUIET],
      env: { ...process.env, FONTCONFIG_FILE: fontConfig() },
    },
  },
  projects: [
    { name: "desktop", use: { browserName: "chromium", viewport: { width: 1280, height: 800 } } },
    // What staff do with their phone at the counter; that the other places can be read on one is told at the day's end.
    {
      name: "phone",
      testMatch: /(sign-in|qr-payment|jsapi-link|refund|refund-queue)\.spec\.ts/,
      use: { browserName: "chromium", viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
    // QFPay's weather is the same for everybody: what spoils calls that no number tells apart is told when nobody else trades.
    {
      name: "weather",
      testMatch: /.*\.weather\.ts/,
      dependencies: ["desktop", "phone"],
      use: { browserName: "chromium", viewport: { width: 1280, height: 800 } },
    },
    // The day ends once, after everybody has traded: QFPay writes one statement a day.
    {
      name: "day-end",
      testMatch: /.*\.day-end\.ts/,
      dependencies: ["weather"],
      use: { browserName: "chromium", viewport: { width: 1280, height: 800 } },
    },
  ],
  webServer: {
    command: "node scripts/start.mjs --no-env-file",
    cwd: path.join(import.meta.dirname, ".."),
    url: `${baseUrl}/healthz`,
    env: { ...env },
    timeout: 180_000,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
  },
});
