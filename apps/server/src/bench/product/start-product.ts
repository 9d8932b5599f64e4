import path from "node:path";
import { freePort } from "@tillbook/db/embedded";
import { type Program, startProgram } from "../frame/start-program.ts";

/** The merchant that both sides of a measurement speak for, and the key of its program. */
export const MERCHANT = {
  appCode: "BENCH00000000000000000000000APP1",
  clientKey: "BENCH00000000000000000000000KEY1",
  apiKey: `tb_test_${"bench".padEnd(43, "0")}`,
} as const;

/** An argument of the product's: nobody works the queue. */
export const WITHOUT_JOBS = "--without-jobs";

/** An argument of the product's: its enquiries know no limit either. */
export const SWEEPS_AT_WILL = "--sweeps-at-will";

/** The product in a process of its own. */
export type Product = Program;

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
  return startProgram({
    file: path.join(import.meta.dirname, "main.ts"),
    args: options.flags ?? [],
    env: settings,
    flags: options.profileDir === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profileDir}`],
  });
}
