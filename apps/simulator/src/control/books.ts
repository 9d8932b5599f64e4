import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { accountId } from "../book/index.ts";
import { statement } from "../statements/index.ts";
import type { World } from "../world.ts";
import { accountQuery, accountsMeant } from "./account-choice.ts";
import { isDouble, numbersOf } from "./numbers.ts";
import { rowShown, summaryOf } from "./order-shown.ts";
import { sendError, sendJson } from "./reply.ts";

const fileParams = z.object({ file: z.string() });

/** The whole book for comparing, and the statement of a settlement day. */
export function bookRoutes(app: FastifyInstance, world: World): void {
  app.get("/control/book", (request, reply) => {
    const now = world.clock.now();
    const rows = accountsMeant(world, accountQuery.parse(request.query)).flatMap((account) =>
      world.book.ledger.rowsOf(accountId(account)).map((row) => rowShown(account, row, now)),
    );
    const numbers = numbersOf(rows);
    return sendJson(reply, { summary: summaryOf(rows), numbers, doubles: numbers.filter(isDouble), rows });
  });

  app.get("/control/statements/:file", (request, reply) => {
    const day = /^(\d{4}-\d{2}-\d{2})\.csv$/.exec(fileParams.parse(request.params).file)?.[1];
    if (day === undefined || !isDay(day)) return sendError(reply, 404, "name the settlement day: /control/statements/YYYY-MM-DD.csv");
    const [account, ...others] = accountsMeant(world, accountQuery.parse(request.query));
    if (account === undefined) return sendError(reply, 404, "no such account: GET /control/accounts lists them");
    if (others.length > 0)
      return sendError(reply, 400, "several accounts fit: say which with ?app_code=… and, for an agent's merchant, &mchid=…");
    const name = `statement-${account.mchid ?? account.appCode}-${day}.csv`.replace(/[^\w.-]/g, "_");
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", `attachment; filename="${name}"`)
      .send(statement(world, account, day));
  });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
