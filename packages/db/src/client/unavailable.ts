import pg from "pg";

/**
 * The database could not be reached, or did not answer in time. Of a statement that was under way nothing is known:
 * even a commit may have happened.
 */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super("the database cannot be reached", { cause });
    this.name = "DatabaseUnavailable";
  }
}

/** SQLSTATEs by which the server says that it cannot serve us now: connections, resources, shutdown, time-outs, read-only. */
const NOT_NOW = /^(?:08...|53...|57P0[1-5]|57014|55P03|25P0[34]|25006)$/;

/** As sessions hear of it, whose SQL is Prisma's: not reachable, too slow, closed, no free connection; and as pg and Node say it to Prisma. */
const LINE_CODES = /^(?:P1001|P1002|P1008|P1017|P2024|ECONN\w+|EPIPE|ETIMEDOUT)$/;
const LINE_WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/;

/** Whether an error, or what caused it, says that the database cannot be reached or cannot serve us now. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseUnavailable) return true;
  if (error instanceof pg.DatabaseError) return NOT_NOW.test(error.code ?? "");
  if ("code" in error && typeof error.code === "string" && LINE_CODES.test(error.code)) return true;
  return LINE_WORDS.test(error.message) || isUnavailable(error.cause);
}

/** What broke on the line, and not in the statement, as `DatabaseUnavailable`; everything else as it is. */
export function namedFailure(error: unknown): unknown {
  const isOurMistake = error instanceof pg.DatabaseError || error instanceof TypeError || error instanceof RangeError;
  return isOurMistake || error instanceof DatabaseUnavailable ? error : new DatabaseUnavailable(error);
}
