/** Currencies that QFPay accepts. docs/qfpay.md#currencies */
export const CURRENCIES = ["AED", "AUD", "CAD", "CNY", "EUR", "HKD", "IDR", "JPY", "MMK", "MYR", "SGD", "THB", "USD"] as const;

/** WeChat QR (merchant-presented) and WeChat JSAPI. */
export const PAY_TYPES = ["800201", "800207"] as const;
export type PayType = (typeof PAY_TYPES)[number];

/** Lengths of the protocol's fields, in characters. docs/qfpay.md#request-fields */
export const PROTOCOL_LIMITS = {
  appCode: 32,
  mchid: 32,
  outTradeNo: 128,
  syssn: 40,
  numberList: 128,
  udid: 40,
  openid: 128,
  url: 512,
} as const;

/** Texts of the codes given out here. QFPay's own wording varies and is often Chinese; nobody should branch on it. */
const RESPERR = {
  "0000": "交易成功",
  "1103": "请求格式错误",
  "1104": "参数错误",
  "1108": "签名错误",
  "1125": "已退款",
  "1136": "交易不存在",
  "1142": "订单已关闭",
  "1143": "等待支付",
  "1145": "处理中",
  "1181": "订单已过期",
  "1201": "余额不足",
  "1205": "交易失败，请稍后重试",
  "1250": "禁止交易",
  "1251": "out_trade_no 重复", // the text is how a client tells this 1251 from the store's. docs/qfpay.md#codes
  "1260": "订单已支付",
  "1261": "订单未支付",
  "1262": "订单已退款",
  "1264": "订单已关闭 (wrong cancel)",
  "1265": "23:30 至 00:30 不能退款",
  "1267": "订单信息不一致",
  "1268": "订单不存在",
  "1269": "今日可退款余额不足",
  "1271": "该交易不支持部分退款",
  "1272": "退款金额超过可退金额",
  "1294": "疑似违规，银行拒绝",
  "1297": "不支持撤销",
  "1102": "重复请求",
  "2011": "流水号重复",
} as const;

export type RespCode = keyof typeof RESPERR;

/** The text that goes with a code; unlisted codes get a general one. */
export function resperrOf(respcd: string): string {
  const known = Object.entries(RESPERR).find(([code]) => code === respcd);
  return known?.[1] ?? "交易失败";
}
