import type { ManualTexts } from "./texts/en.ts";

/** One line of the manual: an address, the text that explains it, and an example to copy. `{base}` is this simulator. */
type Reference = { readonly address: string; readonly text: keyof ManualTexts; readonly example?: string };

const json = (path: string, body: string) => `curl -X POST '{base}${path}' -H 'content-type: application/json' -d '${body}'`;
const get = (path: string) => `curl '{base}${path}'`;

/** All that can be asked of the simulator, in the order in which somebody new needs it. */
export const REFERENCE: readonly { readonly title: keyof ManualTexts; readonly entries: readonly Reference[] }[] = [
  {
    title: "gatewayTitle",
    entries: [
      { address: "POST /trade/v1/payment", text: "payment" },
      { address: "GET, POST /trade/v1/query", text: "query" },
      { address: "POST /trade/v1/refund", text: "refund" },
      { address: "GET, POST /trade/v1/close, /trade/v1/reversal", text: "close" },
      { address: "POST /trade/v1/add_note", text: "addNote" },
      { address: "GET /tool/v1/get_weixin_oauth_code", text: "oauthCode" },
      { address: "GET /tool/v1/get_weixin_openid", text: "openid" },
      { address: "GET /q/direct", text: "direct" },
    ],
  },
  {
    title: "phoneTitle",
    entries: [
      { address: "GET /phone", text: "phone" },
      { address: "GET /phone/browser?url=…", text: "browser" },
      { address: "GET /phone/browser/open?url=…", text: "browserOpen" },
    ],
  },
  {
    title: "customerTitle",
    entries: [
      { address: "GET /control/orders", text: "orders", example: get("/control/orders?state=open") },
      { address: "POST /control/orders/pay", text: "pay", example: json("/control/orders/pay", '{"out_trade_no": "ORD-1"}') },
      { address: "POST /control/orders/cancel", text: "cancel", example: json("/control/orders/cancel", '{"syssn": "2026…"}') },
      {
        address: "POST /control/orders/expire",
        text: "expire",
        example: json("/control/orders/expire", '{"out_trade_no": "ORD-1", "at": "2026-03-10T12:00:00+08:00"}'),
      },
      {
        address: "POST /control/orders/fail",
        text: "fail",
        example: json("/control/orders/fail", '{"qrcode": "weixin://…", "respcd": "1201"}'),
      },
      { address: "GET /control/orders/{syssn}/qr.svg", text: "qr" },
      {
        address: "POST /control/refunds/end",
        text: "endRefund",
        example: json("/control/refunds/end", '{"out_trade_no": "RF-1", "respcd": "0000"}'),
      },
    ],
  },
  {
    title: "timeTitle",
    entries: [
      { address: "GET /control/clock", text: "clock", example: get("/control/clock") },
      { address: "POST /control/clock", text: "setClock", example: json("/control/clock", '{"now": "2026-03-10 23:58:00", "rate": 60}') },
    ],
  },
  {
    title: "bookTitle",
    entries: [
      { address: "GET /control/book", text: "book", example: get("/control/book") },
      { address: "GET /control/calls", text: "calls", example: get("/control/calls?operation=payment") },
      { address: "GET /control/statements/YYYY-MM-DD.csv", text: "statement", example: get("/control/statements/2026-03-10.csv") },
    ],
  },
  {
    title: "noticeTitle",
    entries: [
      { address: "GET /control/notifications", text: "notices", example: get("/control/notifications?out_trade_no=ORD-1") },
      { address: "POST /control/notifications/{id}/redeliver", text: "redeliver" },
      { address: "POST /control/notifications/release", text: "release", example: json("/control/notifications/release", "{}") },
      {
        address: "POST /control/notifications/invent",
        text: "invent",
        example: json("/control/notifications/invent", '{"fields": {"txamt": "700"}}'),
      },
      {
        address: "POST /control/notifications/forge",
        text: "forge",
        example: json("/control/notifications/forge", '{"out_trade_no": "ORD-1", "kind": "no-sign"}'),
      },
    ],
  },
  {
    title: "accountTitle",
    entries: [
      { address: "GET /control/accounts", text: "accounts", example: get("/control/accounts") },
      {
        address: "POST /control/accounts",
        text: "addAccount",
        example: json(
          "/control/accounts",
          '{"app_code": "…", "client_key": "…", "mchid": "…", "name": "Pet Shop", "notify_url": "http://127.0.0.1:3000/…", "fee_rate": "0.80%"}',
        ),
      },
      {
        address: "GET, POST /control/rules",
        text: "rules",
        example: json("/control/rules", '{"rateLimit": false, "refundBlackout": false}'),
      },
    ],
  },
  {
    title: "faultTitle",
    entries: [
      { address: "GET /faults", text: "faultPage", example: get("/faults") },
      { address: "GET /control/scenarios", text: "scenarios", example: get("/control/scenarios") },
      {
        address: "POST, DELETE /control/scenarios/{name}",
        text: "startScenario",
        example: json("/control/scenarios/lost-notification", '{"outTradeNo": "ORD-1"}'),
      },
      {
        address: "POST /control/faults",
        text: "addFault",
        example: json("/control/faults", '{"match": {"operation": "payment", "nth": 2}, "action": {"dropAfterProcessing": true}}'),
      },
      {
        address: "POST /control/faults",
        text: "faultChance",
        example: json(
          "/control/faults",
          '{"match": {"operation": "notification", "chance": 0.2}, "action": {"loseNotification": true}, "seed": 7}',
        ),
      },
      {
        address: "POST /control/faults",
        text: "faultConnection",
        example: json("/control/faults", '{"match": {"operation": "payment"}, "action": {"cutAtByte": -1}}'),
      },
      {
        address: "POST /control/faults",
        text: "faultAnswer",
        example: json("/control/faults", '{"match": {"operation": "refund"}, "action": {"respcd": "1252", "processed": true}}'),
      },
      {
        address: "POST /control/faults",
        text: "faultCharge",
        example: json("/control/faults", '{"match": {"operation": "charge"}, "action": {"chargeTwice": true}}'),
      },
      {
        address: "POST /control/faults",
        text: "faultNotice",
        example: json("/control/faults", '{"match": {"operation": "notification"}, "action": {"alterNotification": {"txamt": "1"}}}'),
      },
      { address: "GET /control/faults/catalogue", text: "catalogue", example: get("/control/faults/catalogue") },
      {
        address: "GET, DELETE /control/faults, DELETE /control/faults/{id}",
        text: "faults",
        example: "curl -X DELETE '{base}/control/faults'",
      },
      { address: "GET /control/faults/log", text: "faultLog", example: get("/control/faults/log") },
    ],
  },
];
