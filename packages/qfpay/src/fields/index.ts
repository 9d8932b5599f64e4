export { moneyField, textField, timeField, wholeField, wireTime } from "./answer-fields.ts";
export { type CashInfo, cashInfoOf, type Echo, echoOf } from "./echo.ts";
export { checked, InvalidRequest } from "./invalid-request.ts";
export {
  amountSchema,
  expiresInMinutesSchema,
  goodsNameSchema,
  goodsTextSchema,
  merchantNameSchema,
  noteSchema,
  notifyUrlSchema,
  oauthCodeSchema,
  openidSchema,
  outTradeNoSchema,
  type RealName,
  realNameSchema,
  syssnSchema,
  udidSchema,
} from "./request-fields.ts";
