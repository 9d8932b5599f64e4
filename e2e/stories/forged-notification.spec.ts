import { expect, test } from "../fixtures.ts";
import { desk } from "../pages/desk.ts";
import { product } from "../product.ts";

test("a notification that QFPay did not sign changes nothing", async ({ cashierPage, request }) => {
  const { baseUrl, simulatorUrl } = await product();
  await desk(cashierPage).askForQr("47.11");
  const orders = await (await request.get(`${simulatorUrl}/control/orders?state=open`)).json();
  const outTradeNo: unknown = orders.orders.findLast((order: { amount: string }) => order.amount === "4711").out_trade_no;

  await request.post(`${simulatorUrl}/control/notifications/forge`, { data: { out_trade_no: outTradeNo } });
  const bare = await request.post(`${baseUrl}/hooks/qfpay`, {
    headers: { "X-QF-SIGN": "0".repeat(32) },
    data: { status: "1", notify_type: "payment", respcd: "0000", out_trade_no: outTradeNo, txamt: "4711", txcurrcd: "HKD" },
  });
  expect(bare.status()).toBe(401);
  expect(await bare.text()).not.toContain("SUCCESS");

  await cashierPage.getByRole("button", { name: "Check now" }).click();
  await expect(cashierPage.getByText("QFPay was asked.")).toBeVisible();
  await expect(desk(cashierPage).paid()).toBeHidden();
  await expect(cashierPage.getByRole("img", { name: /WeChat QR code/ })).toBeVisible();
});
