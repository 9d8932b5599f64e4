import { type APIRequestContext, expect } from "@playwright/test";
import { z } from "zod";

const orders = z.object({ orders: z.array(z.object({ out_trade_no: z.string(), amount: z.string() })) });
const notifications = z.object({ notifications: z.array(z.object({ id: z.string(), out_trade_no: z.string(), forged: z.boolean() })) });

/** The calls and messages that a fault may be scripted for; a number binds it to one story's order. */
type Match = { operation: "payment" | "query" | "refund" | "close" | "notification" | "charge"; outTradeNo?: string; count?: number };

/** What QFPay and its network do, told to the simulator by its control API. */
export type Qfpay = ReturnType<typeof qfpay>;

export function qfpay(request: APIRequestContext, simulatorUrl: string) {
  const post = async (path: string, data: object): Promise<unknown> => {
    const answer = await request.post(`${simulatorUrl}/control${path}`, { data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  const get = async (path: string): Promise<unknown> => (await request.get(`${simulatorUrl}/control${path}`)).json();
  return {
    /** The `out_trade_no` under which an amount such as "88.00" waits to be paid; the newest, if several do. */
    async numberOf(amount: string): Promise<string> {
      const open = orders.parse(await get("/orders?state=open")).orders;
      const found = open.findLast((order) => order.amount === amount.replace(".", ""));
      if (!found) throw new Error(`nothing at QFPay waits for ${amount}`);
      return found.out_trade_no;
    },
    /** The customer pays, without the phone. */
    async pay(outTradeNo: string): Promise<void> {
      await post("/orders/pay", { out_trade_no: outTradeNo });
    },
    /** The code runs out now: nobody can scan it any more. */
    async letsExpire(outTradeNo: string): Promise<void> {
      await post("/orders/expire", { out_trade_no: outTradeNo });
    },
    /** The customer had confirmed in time, and the wallet moves the money only after the code ran out. */
    async movesMoneyLate(outTradeNo: string): Promise<void> {
      await post("/orders/pay", { out_trade_no: outTradeNo, late: true });
    },
    /** From now on the matching calls or messages go wrong in this way. */
    async goesWrong(match: Match, action: object): Promise<void> {
      await post("/faults", { match, action });
    },
    /** Nothing goes wrong any more, for nobody. */
    async clearsUp(): Promise<void> {
      await request.delete(`${simulatorUrl}/control/faults`);
    },
    /** QFPay speaks, properly signed, of a number that nobody here has ever asked about. */
    async speaksOf(outTradeNo: string): Promise<void> {
      await post("/notifications/invent", { fields: { out_trade_no: outTradeNo, txamt: "100" } });
    },
    /** Somebody who is not QFPay says that it was paid. */
    async forge(outTradeNo: string): Promise<void> {
      await post("/notifications/forge", { out_trade_no: outTradeNo });
    },
    /** The true notification of a number comes once more. */
    async repeat(outTradeNo: string): Promise<void> {
      const sent = notifications.parse(await get("/notifications")).notifications;
      const found = sent.find((each) => each.out_trade_no === outTradeNo && !each.forged);
      if (!found) throw new Error(`QFPay has sent nothing about ${outTradeNo}`);
      await post(`/notifications/${found.id}/redeliver`, {});
    },
  };
}
