// One piece of large work on the books: a file that lies ready, a day to be matched or to be closed. Started by apart.ts, ends with its work.
import { once } from "node:events";
import { AppError } from "@tillbook/api/errors";
import { approveClose, runDay } from "@tillbook/api/reconciliation";
import { type BooksContext, importSetDown } from "@tillbook/api/settlement";
import { connect, DatabaseUnavailable } from "@tillbook/db/client";
import { merchantAccountSchema } from "@tillbook/domain/staff";
import { setDownAt } from "@tillbook/qfpay/statements";
import { type End, handedMessage, type Wish, type Word } from "./messages.ts";
import { standBack } from "./stand-back.ts";

const TELL_EVERY_MS = 100;

function say(word: Word): Promise<void> {
  return new Promise((resolve) => void (process.send ? process.send(word, () => resolve()) : resolve()));
}

/** At most ten times a second. */
function progress(): (rows: number) => void {
  let saidAt = 0;
  return (rows) => {
    if (performance.now() - saidAt < TELL_EVERY_MS) return;
    saidAt = performance.now();
    void say({ rows });
  };
}

async function work(databaseUrl: string, wish: Wish): Promise<End> {
  const asked = "import" in wish ? wish.import : "run" in wish ? wish.run : wish.close;
  const warn = (details: object, text: string): void => void say({ warning: [details, text] });
  const db = connect(databaseUrl, {
    onError: (error) => warn({ err: error.message }, "a database connection broke"),
    maxConnections: 3,
  });
  try {
    const account = await db.read.accounts.byId(asked.accountId);
    if (!account) throw new AppError("not_found", `there is no account ${asked.accountId}`);
    const began = performance.now();
    const ctx: BooksContext = {
      actor: asked.actor,
      account: merchantAccountSchema.parse(account),
      db,
      clock: { now: () => new Date(asked.at.getTime() + performance.now() - began) },
      log: { info: () => undefined, warn, error: warn },
    };
    if ("import" in wish)
      return { is: "done", view: await importSetDown(ctx, wish.import.command, setDownAt(wish.import.file), progress()) };
    if ("run" in wish) await runDay(ctx, { settleDay: wish.run.settleDay, asOf: wish.run.asOf });
    else await approveClose(ctx, wish.close);
    return { is: "done", view: null };
  } finally {
    await db.close();
  }
}

function endOf(error: unknown): End {
  if (error instanceof AppError) return { is: "refused", code: error.code, message: error.message, fields: error.fields };
  if (error instanceof DatabaseUnavailable) return { is: "unavailable", message: error.message };
  return { is: "failed", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

standBack();
process.once("disconnect", () => process.exit(1)); // nobody is there any more to be told
const [handed] = await once(process, "message");
const { databaseUrl, wish } = handedMessage.parse(handed);
await say({ end: await work(databaseUrl, wish).catch(endOf) });
process.exit(0);
