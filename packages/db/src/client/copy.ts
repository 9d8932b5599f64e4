import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import type { Sql } from "./sql.ts";
import { namedFailure } from "./unavailable.ts";

/** Rows on their way into a table, as COPY takes them. Until it has ended, the unit of work can do nothing else. */
export type Copying = {
  /** Sends rows; their memory may be used again when it answers. Throws what the database says against earlier ones. */
  write(rows: Buffer): Promise<void>;
  /** Answers when all rows are in the table. */
  end(): Promise<void>;
};

type Door = { open(text: string): Copying; giveUp(): Promise<void> };
const doors = new WeakMap<Sql, Door>();

/** Begins a COPY … FROM STDIN. Only in a unit of work of many rows (`bulk`) that has asked something before; throws elsewhere. */
export function copying(sql: Sql, text: string): Copying {
  const door = doors.get(sql);
  if (door === undefined) throw new Error("rows are copied in a unit of work that is meant for many");
  return door.open(text);
}

/** Breaks off a COPY that was not ended, so that the connection can be told to roll back. */
export async function giveUpCopying(sql: Sql): Promise<void> {
  await doors.get(sql)?.giveUp();
}

/** Lets statements that go through another function copy rows in the same unit of work. */
export function copyThrough(other: Sql, sql: Sql): void {
  const door = doors.get(sql);
  if (door) doors.set(other, door);
}

/** Lets a unit of work copy rows over its connection, each COPY within `timeoutMs`. */
export function allowCopying(sql: Sql, connection: PoolClient, timeoutMs: number): void {
  let under: { stream: CopyStreamQuery; done: Promise<void> } | null = null;
  doors.set(sql, {
    open(text) {
      // pg reads query_timeout from a query too, which its types do not know.
      const stream = connection.query(Object.assign(copyFrom(text), { query_timeout: timeoutMs }));
      let failure: unknown = null;
      const done = finished(stream)
        .catch((error: unknown) => {
          failure = namedFailure(error);
        })
        .then(() => {
          under = null;
          if (failure !== null) throw failure;
        });
      done.catch(() => undefined); // who writes or ends hears of it
      under = { stream, done };
      return {
        async write(rows) {
          if (failure !== null) throw failure;
          const isGone = new Promise<void>((resolve) => stream.write(rows.length < WHOLE ? Buffer.from(rows) : rows, () => resolve()));
          await Promise.race([isGone, done]);
        },
        async end() {
          stream.end();
          await done;
        },
      };
    },
    async giveUp() {
      under?.stream.destroy(new Error("given up"));
      await under?.done.catch(() => undefined);
    },
  });
}

/** What is shorter may still lie with the socket when it says that there is room for more, so it gets a copy. */
const WHOLE = 262_144;
