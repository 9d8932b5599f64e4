import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "@tillbook/db/embedded";

const root = path.join(import.meta.dirname, "../../../../..");

/** The merchant that both sides of a measurement speak for, and the key of its program. */
export const MERCHANT = {
  appCode: "BENCH00000000000000000000000APP1",
  clientKey: "BENCH00000000000000000000000KEY1",
  apiKey: `tb_test_${"bench".padEnd(43, "0")}`,
} as const;

/** An argument of the product's: nobody works the queue. */
export const WITHOUT_JOBS = "--without-jobs";

/** The product in a process of its own. */
export type Product = { readonly url: string; stop(): Promise<void> };

export type ProductOptions = {
  readonly databaseUrl: string;
  readonly qfpayUrl: string;
  readonly port?: number;
  readonly profileDir?: string | undefined;
  /** Flags of the product itself. */
  readonly flags?: readonly string[];
};

/** Starts the product and waits until it answers. With `profileDir` its processor time is written there when it ends. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: String(port),
    DATABASE_URL: options.databaseUrl,
    PUBLIC_URL: url,
    QFPAY_API_BASE: options.qfpayUrl,
    QFPAY_REDIRECT_BASE: options.qfpayUrl,
    QFPAY_APP_CODE: MERCHANT.appCode,
    QFPAY_CLIENT_KEY: MERCHANT.clientKey,
    QFPAY_CURRENCIES: "HKD,CNY,JPY",
    TILLBOOK_SECRET: "a secret that only this bench knows of",
    SEED_DEMO: "1",
    DEMO_API_KEY: MERCHANT.apiKey,
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  };
  const flags = options.profileDir === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profileDir}`];
  const stopWithParent = path.join(root, "scripts/stop-with-parent.mjs");
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      "--import",
      stopWithParent,
      ...flags,
      path.join(import.meta.dirname, "main.ts"),
      ...(options.flags ?? []),
    ],
    { stdio: ["pipe", "pipe", "inherit"], env: settings },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await ready(child.stdout);
  return {
    url,
    async stop() {
      if (child.exitCode === null) child.kill("SIGTERM");
      await gone;
    },
  };
}

async function ready(output: NodeJS.ReadableStream): Promise<void> {
  for await (const line of createInterface({ input: output })) if (line.startsWith("ready ")) return;
  throw new Error("the product ended before it was ready");
}
