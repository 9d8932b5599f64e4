import { currencySchema } from "@tillbook/domain/money";
import { closingSchema } from "@tillbook/domain/staff";
import { z } from "zod";

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
  .transform((url) => url.replace(/\/+$/, ""));

/** Cookies and routes are made for the root of a host. */
const publicUrl = httpUrl.refine(
  (url) => new URL(url).href === `${new URL(url).origin}/`,
  "must be a host alone, without a path or a question",
);

const port = "must be a port number from 0 to 65535";
const currencies = z
  .string()
  .transform((text) => text.split(",").map((code) => code.trim()))
  .pipe(z.array(z.enum(currencySchema.options, `must list currencies with commas between, out of ${currencySchema.options.join(", ")}`)));

const settingsSchema = z.object({
  PORT: z.coerce.number(port).int(port).min(0, port).max(65_535, port).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// address; npm start brings a database by itself" }),
  PUBLIC_URL: publicUrl,
  QFPAY_API_BASE: httpUrl,
  QFPAY_REDIRECT_BASE: httpUrl,
  QFPAY_APP_CODE: z.string("is given by QFPay and must be set").min(1),
  QFPAY_CLIENT_KEY: z.string("is given by QFPay and must be set").min(1),
  QFPAY_MCHID: z.string().max(32, "must be the number that QFPay issued, 32 characters at most").optional(),
  QFPAY_SIGN_TYPE: z.enum(["SHA256", "MD5"], "must be SHA256 or MD5").default("SHA256"),
  /** Where QFPay signs notifications by a key of their own. */
  QFPAY_NOTIFICATION_KEY: z.string().min(1).optional(),
  /** How unpaid orders are closed; in Hong Kong WeChat cannot. */
  QFPAY_CLOSING: z.enum(closingSchema.options, `must be one of: ${closingSchema.options.join(", ")}`).default("close POST"),
  QFPAY_CURRENCIES: currencies.default(["HKD"]),
  /** Payments of QFPay's test environments are never settled, so they are never expected in a statement. */
  QFPAY_ENVIRONMENT: z.enum(["production", "test"], "must be production or test").default("production"),
  /** What customers read above the amount, and the company it belongs to. */
  MERCHANT_NAME: z.string().default("Harbour Tea House"),
  ORGANISATION_NAME: z.string().default("Harbour Tea Company"),
  /** The first owner, made when nobody has this address yet. */
  OWNER_EMAIL: z.email("must be an e-mail address").optional(),
  OWNER_PASSWORD: z.string().min(10, "must have 10 or more characters").max(128, "must have 128 characters at most").optional(),
  /** The simulated WeChat phone; empty with real credentials. */
  PHONE_URL: httpUrl.optional(),
  /** Seals stored keys and signs sessions: at least 32 characters, kept for as long as the database. */
  TILLBOOK_SECRET: z
    .string("must be set: 32 or more random characters, kept for as long as the database")
    .min(32, "must have 32 or more characters"),
  SEED_DEMO: z.enum(["0", "1"], "must be 0 or 1").default("0"),
  /** The API key that a demo start prints: made once by whoever starts us, and seeded. */
  DEMO_API_KEY: z.string().optional(),
  /** public: webhooks go to the open internet by https. anywhere: also to this machine and its neighbours, as beside the simulator. */
  WEBHOOK_REACH: z.enum(["public", "anywhere"], "must be public or anywhere").default("public"),
  ADMIN_DIR: z.string().optional(),
  /** Statements that are dropped into this folder are taken in. docs/operating.md#watched-folder */
  WATCHED_FOLDER: z.string().optional(),
  /** Set by the fault suite alone, which kills this process at named points. docs/decisions/0009-crash-points.md */
  CHAOS: z.string().optional(),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"], "must be trace, debug, info, warn, error or silent")
    .default("info"),
});

export type Settings = z.output<typeof settingsSchema>;

/** Reads the settings once; nothing else reads the environment. Throws one sentence a setting that is wrong or missing. */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = settingsSchema.safeParse(given);
  if (read.success) return read.data;
  const sentences = new Set(read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}. See .env.example.`));
  throw new Error([...sentences].join("\n"));
}
