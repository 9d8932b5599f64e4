import type { PoolClient, QueryResultRow } from "pg";
import type { Sql } from "./sql.ts";
import type { Statement } from "./statement.ts";

/** One unit of work on its connection, in as few steps as can be: BEGIN goes with a first read, COMMIT with the last writes. */
export type Unit = {
  readonly sql: Sql;
  commit(): Promise<void>;
  /** Whether there is anything to roll back. */
  hasBegun(): boolean;
  /** Gives the connection back as it was. */
  end(): void;
};

const held = new WeakMap<Sql, Statement[]>();

/**
 * Runs a statement whose rows nobody waits for: in a unit of work together with what comes next in it, at the latest with COMMIT, else
 * at once. When it fails, the unit of work fails, at the latest when it commits.
 */
export async function later(sql: Sql, statement: Statement): Promise<void> {
  const statements = held.get(sql);
  if (statements) statements.push(statement);
  else await sql(statement.text, statement.params);
}

/** @param begin the text that begins it; where it is not needed, a unit of one held statement does without. */
export function unitOn(connection: PoolClient, ask: Sql, begin: { readonly text: string; readonly isNeeded: boolean }): Unit {
  const statements: Statement[] = [];
  const isPipelined = !begin.isNeeded && setPipelined(connection, true); // over a whole file there is little to gain, and COPY needs the line
  let begun: Promise<unknown> | null = null;
  const start = (): Promise<unknown> => {
    begun ??= ask(begin.text);
    return begun;
  };
  const takeHeld = () =>
    statements.splice(0).map(
      ({ text, params }) =>
        () =>
          ask(text, params),
    );
  /** Sends all of it at once where the connection can; else one after the other. */
  async function send<T>(before: readonly (() => Promise<unknown>)[], last: () => Promise<T>): Promise<T> {
    if (!isPipelined) {
      for (const each of before) await each();
      return last();
    }
    const sent = asOneStep(connection, () => ({ before: before.map((each) => each()), last: last() }));
    const [answer] = await Promise.all([sent.last, ...sent.before]);
    return answer;
  }
  const sql: Sql = async <Row extends QueryResultRow>(text: string, params?: readonly unknown[]) => {
    const asked = () => ask<Row>(text, params);
    // A write waits for BEGIN to be answered: were that refused, it would stand by itself.
    if (begun === null && statements.length === 0 && /^\s*SELECT\b/i.test(text)) return send([start], asked);
    await start();
    return send(takeHeld(), asked);
  };
  held.set(sql, statements);
  return {
    sql,
    async commit() {
      held.delete(sql);
      const [only, ...others] = begun === null ? statements : [];
      if (begun === null && others.length === 0 && !begin.isNeeded) {
        if (only) await ask(only.text, only.params); // one statement is a transaction by itself
        return;
      }
      await start();
      await send(takeHeld(), () => ask("COMMIT"));
    },
    hasBegun: () => begun !== null,
    end: () => void setPipelined(connection, false),
  };
}

/**
 * Lets a connection send statements before earlier ones are answered. pg reads the mode at each query though its types know it as fixed;
 * a pg that keeps it elsewhere is left as it is.
 * @returns whether it does so now
 */
function setPipelined(connection: PoolClient, isPipelined: boolean): boolean {
  if (!("pipeline" in connection) || typeof connection.pipeline !== "boolean") return false;
  return Reflect.set(connection, "pipeline", isPipelined) && isPipelined;
}

/** What is asked in `work` goes over the line in one piece: each write to it costs as much as a small statement. */
function asOneStep<T>(connection: PoolClient, work: () => T): T {
  const stream = streamOf(connection);
  stream?.cork();
  try {
    return work();
  } finally {
    stream?.uncork();
  }
}

/** pg's socket, which its types do not know. */
function streamOf(connection: PoolClient): { cork(): void; uncork(): void } | null {
  if (!("connection" in connection) || typeof connection.connection !== "object" || connection.connection === null) return null;
  const { connection: inner } = connection;
  if (!("stream" in inner) || !isCorkable(inner.stream)) return null;
  return inner.stream;
}

function isCorkable(stream: unknown): stream is { cork(): void; uncork(): void } {
  return typeof stream === "object" && stream !== null && "cork" in stream && "uncork" in stream;
}
