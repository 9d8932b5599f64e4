// The least that hearing of a payment can be: a route, and one write by key that is committed before it answers. The row is one like the
// product's own payments, with their indexes and without their triggers.
import fastify from "fastify";
import pg from "pg";
import { z } from "zod";

const [url, accountId] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 12 });
const app = fastify();
const noticeSchema = z.object({ out_trade_no: z.string(), syssn: z.string(), chnlsn: z.string() });
app.post("/notified", async ({ body }, reply) => {
  const { out_trade_no: outTradeNo, syssn, chnlsn } = noticeSchema.parse(body);
  await pool.query(
    `UPDATE "BarePayment" SET "state" = 'paid', "stateAt" = now(), "syssn" = $3, "paydtm" = now(), "chnlsn" = $4 WHERE "accountId" = $1 AND "outTradeNo" = $2`,
    [accountId, outTradeNo, syssn, chnlsn],
  );
  return reply.type("text/plain").send("SUCCESS");
});
console.log(`ready ${await app.listen({ port: 0, host: "127.0.0.1" })}`);
process.once("SIGTERM", () => void app.close().then(() => pool.end()));
