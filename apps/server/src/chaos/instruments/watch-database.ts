import { announceThrough, copyThrough, type Database, type Repositories, repositoriesOn, type Sql } from "@tillbook/db/client";
import type { QueryResultRow } from "pg";
import { type Here, here } from "./flow.ts";

/** What a statement does to rows that others see. */
type Deed = { readonly kind: "write"; readonly what: string } | { readonly kind: "lock" };

/** The same database, whose units of work and single writes are steps of the flow that they happen in. */
export function watchDatabase(db: Database): Database {
  return {
    ...db,
    read: repositoriesOn(watchSingle(db.read.sql)),
    async unitOfWork(work, options) {
      const flow = here();
      if (!flow) return db.unitOfWork(work, options);
      const unit = flow.numbered("unit");
      flow.met(`${unit} begins`);
      const seen = new Set<Deed["kind"]>();
      const result = await db.unitOfWork(async (tx) => {
        const done = await work(watchUnit(tx, flow, unit, seen));
        flow.met(`${unit} commits`);
        return done;
      }, options);
      flow.met(`${unit} committed`);
      if (!seen.has("write")) flow.notNumbered("unit"); // news of an order that another holds goes again, by itself
      return result;
    },
  };
}

/** Inside a unit nothing is lasting yet: the first lock and the first row are steps, the rest is not. */
function watchUnit({ sql }: Repositories, flow: Here, unit: string, seen: Set<Deed["kind"]>): Repositories {
  const watched = after(sql, (deed) => {
    if (seen.has(deed.kind)) return;
    seen.add(deed.kind);
    flow.met(`${unit} ${deed.kind === "lock" ? "locks" : "writes"}`);
  });
  announceThrough(watched, sql);
  copyThrough(watched, sql);
  return repositoriesOn(watched);
}

function watchSingle(sql: Sql): Sql {
  return after(sql, (deed) => {
    const flow = here();
    if (deed.kind === "write") flow?.met(flow.numbered(deed.what));
  });
}

function after(sql: Sql, isDone: (deed: Deed) => void): Sql {
  return async <Row extends QueryResultRow>(text: string, params?: readonly unknown[]) => {
    const rows = await sql<Row>(text, params);
    const deed = deedOf(text);
    if (deed) isDone(deed);
    return rows;
  };
}

const LOCK = /\bFOR\s+(?:NO\s+KEY\s+UPDATE|UPDATE|KEY\s+SHARE|SHARE)\b/gi;
const WRITE = /\b(INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"/;

/** Our statements are written by hand: verbs in capitals, tables in quotes. */
function deedOf(text: string): Deed | null {
  const [, verb, table] = WRITE.exec(text.replaceAll(LOCK, "")) ?? [];
  if (verb !== undefined) return { kind: "write", what: `${verb.split(" ")[0]?.toLowerCase()} ${table}` };
  return text.search(LOCK) < 0 ? null : { kind: "lock" };
}
