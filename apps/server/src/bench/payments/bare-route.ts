// The least that hearing of a payment can be: a route, and one write by key that is committed before it answers.
import fastify from "fastify";
import pg from "pg";
import { z } from "zod";

const [url] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 12 });
const app = fastify();
const noticeSchema = z.object({ out_trade_no: z.string() });
app.post("/notified", async ({ body }, reply) => {
  const { out_trade_no: outTradeNo } = noticeSchema.parse(body);
  await pool.query({ name: "write", text: `UPDATE "BareWrite" SET "state" = 'paid' WHERE "outTradeNo" = $1`, values: [outTradeNo] });
  return reply.type("text/plain").send("SUCCESS");
});
console.log(`ready ${await app.listen({ port: 0, host: "127.0.0.1" })}`);
process.once("SIGTERM", () => void app.close().then(() => pool.end()));
