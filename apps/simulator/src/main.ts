import { UnreadableBook } from "./book/index.ts";
import { readCommand, USAGE } from "./options.ts";
import { AccountConflict, startSimulator } from "./simulator/index.ts";

const PARENT_LOOK_MS = 1000;

const command = readCommand(process.argv.slice(2));
if (command.kind === "help") process.stdout.write(USAGE);
else if (command.kind === "refused") giveUp(command.sentence);
else await run(command);

async function run({ options, watchesParent, isDemo }: Extract<typeof command, { kind: "start" }>): Promise<void> {
  const simulator = await startSimulator(options).catch((cause: unknown) => giveUp(sentenceOf(cause, options.port)));
  if (simulator === undefined) return;
  const { url, stop } = simulator;
  const account = options.accounts?.[0];
  console.log(`QFPay API (and /q/direct)  ${url}`);
  console.log(`Simulated phone            ${url}/phone`);
  console.log(`Control and manual         ${url}/`);
  console.log(`Book                       ${options.book}`);
  console.log(
    `app_code ${account?.appCode ?? ""}${isDemo ? `, client_key ${account?.clientKey ?? ""} (demo)` : ""}${account?.mchid === undefined ? "" : `, mchid ${account.mchid}`}`,
  );

  let isStopping = false;
  const stopOnce = (): void => {
    if (isStopping) return;
    isStopping = true;
    void stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", stopOnce);
  process.once("SIGINT", stopOnce);
  if (watchesParent) watchParent(stopOnce);
  console.log(`ready ${url}`);
}

// A killed parent cannot say goodbye: its channel closes if there is one, and its children get another parent.
function watchParent(stop: () => void): void {
  const parent = process.ppid;
  process.once("disconnect", stop);
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_LOOK_MS).unref();
}

function sentenceOf(cause: unknown, port: number | undefined): string {
  if (cause instanceof UnreadableBook || cause instanceof AccountConflict) return cause.message;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} is taken. Choose another with --port, or --port 0 for a free one.`;
  if (code === "EACCES") return `There is no permission for port ${port} or for the book. Choose others with --port and --book.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return "This machine does not have the address given with --host. Leave it out to use 127.0.0.1.";
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

function giveUp(sentence: string): undefined {
  console.error(sentence);
  process.exitCode = 1;
}
