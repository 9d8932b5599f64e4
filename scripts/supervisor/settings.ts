import path from "node:path";
import { z } from "zod";

/** A setting that cannot be used. Its message is a sentence that names the setting and says what to do. */
export class BadSettings extends Error {}

/** What the supervisor itself needs to know. Everything else is passed on as it is; the server reads it in its `env.ts`. */
export type Settings = {
  readonly port: number;
  /** Where this machine reaches the server. */
  readonly localUrl: string;
  /** Where customers reach it, without a trailing slash, if that was said. */
  readonly publicUrl?: string;
  /** Absolute. */
  readonly dataDir: string;
  /** An external server; without it the embedded one is started. */
  readonly databaseUrl?: string;
  readonly secret?: string;
  readonly gateway: { kind: "given" } | SimulatedGateway;
  readonly isDev: boolean;
};

/** No QFPay was named, so the simulator plays it. */
export type SimulatedGateway = {
  readonly kind: "simulated";
  readonly port?: number;
  readonly appCode: string;
  readonly clientKey: string;
  readonly mchid?: string;
  /** What the simulated phone calls the merchant. */
  readonly merchantName: string;
};

// The simulator's own demo merchant. They open nothing but the simulator.
const DEMO_APP_CODE = "SIMULATEDAPPCODE0000000000000001";
const DEMO_CLIENT_KEY = "SIMULATEDCLIENTKEY00000000000001";

const portNumber = z.stringFormat("port", isPort).transform(Number);
const httpUrl = z.url({ protocol: /^https?$/ });

const schema = z.object({
  PORT: portNumber.default(3000),
  HOST: z.string().default("127.0.0.1"),
  SIMULATOR_PORT: portNumber.optional(),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  QFPAY_API_BASE: httpUrl.optional(),
  QFPAY_REDIRECT_BASE: httpUrl.optional(),
  QFPAY_APP_CODE: z.string().optional(),
  QFPAY_CLIENT_KEY: z.string().optional(),
  QFPAY_MCHID: z.string().optional(),
  MERCHANT_NAME: z.string().default("Harbour Tea House"),
  TILLBOOK_SECRET: z.string().min(32).optional(),
});
type Wanted = z.infer<typeof schema>;

const WHAT_TO_DO: Record<keyof Wanted, string> = {
  PORT: "PORT must be a whole number from 1 to 65535: set it to a free port, for example PORT=3000.",
  HOST: "HOST must be the address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for everybody.",
  SIMULATOR_PORT: "SIMULATOR_PORT must be a whole number from 1 to 65535: set it to a free port, or leave it out.",
  PUBLIC_URL: "PUBLIC_URL must be the http or https address at which customers reach Tillbook, for example https://pay.example.com.",
  DATA_DIR: "DATA_DIR must be the path of a folder that Tillbook may write to.",
  DATABASE_URL:
    "DATABASE_URL must look like postgresql://user:password@host:5432/database: correct it, or leave it out for the embedded database.",
  QFPAY_API_BASE: "QFPAY_API_BASE must be the address of QFPay's API, for example https://openapi-hk.qfapi.com.",
  QFPAY_REDIRECT_BASE: "QFPAY_REDIRECT_BASE must be the address of QFPay's redirect host, for example https://o2-hk.qfapi.com.",
  QFPAY_APP_CODE: "QFPAY_APP_CODE must be the app code that QFPay issued.",
  QFPAY_CLIENT_KEY: "QFPAY_CLIENT_KEY must be the client key that QFPay issued.",
  QFPAY_MCHID: "QFPAY_MCHID must be the merchant number that QFPay issued; leave it out when there is none.",
  MERCHANT_NAME: "MERCHANT_NAME must be what customers read above the amount.",
  TILLBOOK_SECRET: "TILLBOOK_SECRET must be at least 32 characters long: set it to random text that only this installation knows.",
};

/**
 * Reads the supervisor's settings; an empty value counts as not set. Throws `BadSettings` naming every setting at fault.
 * @param root folder that a relative DATA_DIR is read from
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, root: string, isDev: boolean): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const read = schema.safeParse(given);
  if (!read.success) throw new BadSettings(sentences(read.error));
  const wanted = read.data;
  if (wanted.DATABASE_URL && !wanted.TILLBOOK_SECRET)
    throw new BadSettings(
      "TILLBOOK_SECRET is missing: with DATABASE_URL, set it to at least 32 random characters and keep it the same from start to start.",
    );
  return {
    port: wanted.PORT,
    localUrl: localUrlOf(wanted.HOST, wanted.PORT),
    ...(wanted.PUBLIC_URL && { publicUrl: wanted.PUBLIC_URL.replace(/\/+$/, "") }),
    dataDir: path.resolve(root, wanted.DATA_DIR),
    ...(wanted.DATABASE_URL && { databaseUrl: wanted.DATABASE_URL }),
    ...(wanted.TILLBOOK_SECRET && { secret: wanted.TILLBOOK_SECRET }),
    gateway: gatewayOf(wanted),
    isDev,
  };
}

function gatewayOf(wanted: Wanted): Settings["gateway"] {
  const { QFPAY_API_BASE, QFPAY_REDIRECT_BASE, QFPAY_APP_CODE, QFPAY_CLIENT_KEY, QFPAY_MCHID, SIMULATOR_PORT, MERCHANT_NAME } = wanted;
  if (!QFPAY_API_BASE !== !QFPAY_REDIRECT_BASE) {
    const missing = QFPAY_API_BASE ? "QFPAY_REDIRECT_BASE" : "QFPAY_API_BASE";
    throw new BadSettings(`${missing} is missing: set both addresses of QFPay, or neither to start the simulator.`);
  }
  if (!QFPAY_API_BASE)
    return {
      kind: "simulated",
      appCode: QFPAY_APP_CODE ?? DEMO_APP_CODE,
      clientKey: QFPAY_CLIENT_KEY ?? DEMO_CLIENT_KEY,
      merchantName: MERCHANT_NAME,
      ...(SIMULATOR_PORT && { port: SIMULATOR_PORT }),
      ...(QFPAY_MCHID && { mchid: QFPAY_MCHID }),
    };
  if (!QFPAY_APP_CODE) throw new BadSettings(`QFPAY_APP_CODE is missing. ${WHAT_TO_DO.QFPAY_APP_CODE}`);
  if (!QFPAY_CLIENT_KEY) throw new BadSettings(`QFPAY_CLIENT_KEY is missing. ${WHAT_TO_DO.QFPAY_CLIENT_KEY}`);
  return { kind: "given" };
}

function localUrlOf(host: string, port: number): string {
  if (host === "0.0.0.0" || host === "::") return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

// The values stay out of it: a connection string or a key may be among them.
function sentences(error: z.ZodError<Wanted>): string {
  const names = new Set(error.issues.map((issue) => schema.keyof().parse(issue.path[0])));
  return [...names].map((name) => WHAT_TO_DO[name]).join("\n");
}
