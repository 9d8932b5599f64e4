import { parseArgs } from "node:util";
import { z } from "zod";
import { accountSchema, type StartOptions } from "./simulator/index.ts";

/** A merchant for whoever just wants to try: its key is no secret. */
const DEMO = { appCode: "SIMULATEDAPPCODE0000000000000001", clientKey: "SIMULATEDCLIENTKEY00000000000001" };

export const USAGE = `Usage: npm run simulator -- [options]

  --port N            port to listen on, 0 for a free one (default 8100)
  --host ADDRESS      address to listen on (default 127.0.0.1)
  --app-code X        app code of the merchant (default: a demo one)
  --client-key Y      its key (default: a demo one)
  --mchid Z           its mchid, if one was issued: every request must then carry it
  --name TEXT         its name as customers see it (default "Simulated Shop")
  --notify-url U      where its notifications go
  --fee-rate R        QFPay's fee, for example 0.80% (the default)
  --cut-off HH:MM:SS  when its settlement day ends, at UTC+8 (default 00:00:00)
  --book FILE         the durable book (default .data/simulator/book.jsonl)
  --time-scale N      how many times as fast as real time the clock runs, 0 to freeze it
  --phone-hosts A,B   hosts beside this machine that the simulated phone may open
  --seed N            number of a new book, for rehearsals that must repeat
  --parent-watch      stop when the process that started this one is gone
`;

const FLAGS = {
  port: { type: "string", default: "8100" },
  host: { type: "string", default: "127.0.0.1" },
  "app-code": { type: "string" },
  "client-key": { type: "string" },
  mchid: { type: "string" },
  name: { type: "string" },
  "notify-url": { type: "string" },
  "fee-rate": { type: "string" },
  "cut-off": { type: "string" },
  book: { type: "string", default: ".data/simulator/book.jsonl" },
  "time-scale": { type: "string" },
  "phone-hosts": { type: "string", default: "" },
  seed: { type: "string" },
  "parent-watch": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const wholeNumber = (most: number, what: string) =>
  z
    .string()
    .regex(/^\d+$/, what)
    .transform((text) => Number.parseInt(text, 10))
    .refine((number) => number <= most, what);

const numbersSchema = z.object({
  port: wholeNumber(65_535, "give a port from 0 to 65535"),
  seed: wholeNumber(Number.MAX_SAFE_INTEGER, "give a whole number").optional(),
  "time-scale": z
    .string()
    .regex(/^\d+(\.\d+)?$/, "give a number from 0, for example 60")
    .transform(Number)
    .optional(),
});

const FLAG_OF_FIELD: Readonly<Record<string, string>> = {
  appCode: "app-code",
  clientKey: "client-key",
  notifyUrl: "notify-url",
  feeRate: "fee-rate",
  cutOff: "cut-off",
};

/** What the command line asks for, or the sentence with which it is refused. */
export type Command =
  | { readonly kind: "start"; readonly options: StartOptions; readonly watchesParent: boolean; readonly isDemo: boolean }
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly sentence: string };

/** Reads the arguments of the simulator's command. */
export function readCommand(args: readonly string[]): Command {
  const parsed = parsedFlags(args);
  if (typeof parsed === "string") return refused(parsed);
  const { help, ...flags } = parsed;
  if (help) return { kind: "help" };
  if ((flags["app-code"] === undefined) !== (flags["client-key"] === undefined)) {
    const missing = flags["app-code"] === undefined ? "--app-code" : "--client-key";
    return refused(`${missing} is missing: give --app-code and --client-key together, or neither to use the demo merchant.`);
  }
  const numbers = numbersSchema.safeParse(flags);
  const account = accountSchema.safeParse({
    appCode: flags["app-code"] ?? DEMO.appCode,
    clientKey: flags["client-key"] ?? DEMO.clientKey,
    mchid: flags.mchid,
    name: flags.name,
    notifyUrl: flags["notify-url"],
    feeRate: flags["fee-rate"],
    cutOff: flags["cut-off"],
  });
  if (!numbers.success) return refused(sentenceOf(numbers.error));
  if (!account.success) return refused(sentenceOf(account.error));
  const { port, seed, "time-scale": timeScale } = numbers.data;
  const phoneHosts = flags["phone-hosts"].split(",").filter((host) => host !== "");
  const optional = { ...(seed === undefined ? {} : { seed }), ...(timeScale === undefined ? {} : { timeScale }) };
  return {
    kind: "start",
    options: { book: flags.book, port, host: flags.host, accounts: [account.data], phoneHosts, ...optional },
    watchesParent: flags["parent-watch"],
    isDemo: flags["app-code"] === undefined,
  };
}

function parsedFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    return cause instanceof Error ? cause.message : "the options cannot be read";
  }
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? "");
  return `--${FLAG_OF_FIELD[field] ?? field} is wrong: ${issue?.message ?? "invalid"}.`;
}

function refused(sentence: string): Command {
  return { kind: "refused", sentence: `${sentence}\nSee --help for all options.` };
}
