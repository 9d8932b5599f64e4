import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** The product that the stories are played on: a start of its own, with its own ports and data. */
export type Product = {
  readonly baseUrl: string;
  readonly simulatorUrl: string;
  /** What `npm start` gets to hear. Empty values undo what the developer's shell may have set. */
  readonly env: Readonly<Record<string, string>>;
  /** Kept for the length of one run. */
  readonly folder: string;
};

const NOT_SET = [
  "DATABASE_URL",
  "TILLBOOK_SECRET",
  "PUBLIC_URL",
  "HOST",
  "QFPAY_API_BASE",
  "QFPAY_REDIRECT_BASE",
  "QFPAY_APP_CODE",
  "QFPAY_CLIENT_KEY",
  "QFPAY_MCHID",
];

/** Chosen once, by the first process of a run; its workers inherit the choice. */
export async function product(): Promise<Product> {
  if (!process.env.E2E_FOLDER) await choose();
  const { E2E_FOLDER = "", E2E_PORT = "", E2E_SIMULATOR_PORT = "" } = process.env;
  return {
    baseUrl: `http://127.0.0.1:${E2E_PORT}`,
    simulatorUrl: `http://127.0.0.1:${E2E_SIMULATOR_PORT}`,
    folder: E2E_FOLDER,
    env: {
      ...Object.fromEntries(NOT_SET.map((name) => [name, ""])),
      PORT: E2E_PORT,
      SIMULATOR_PORT: E2E_SIMULATOR_PORT,
      DATA_DIR: path.join(E2E_FOLDER, "data"),
    },
  };
}

async function choose(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "tillbook-e2e-"));
  process.env.E2E_FOLDER = folder;
  process.env.E2E_PORT = String(await freePort());
  process.env.E2E_SIMULATOR_PORT = String(await freePort());
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
