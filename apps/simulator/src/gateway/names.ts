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

/** Texts of the current codes, and of one old one. QFPay's own wording varies and is often Chinese; nobody should branch on it. */
const RESPERR = {
  "0000": "交易成功",
  "1100": "系统维护中，请稍后重试",
  "1101": "冲正错误",
  "1102": "重复请求",
  "1103": "请求格式错误",
  "1104": "参数错误",
  "1105": "设备未激活",
  "1106": "设备无效",
  "1107": "设备不允许",
  "1108": "签名错误",
  "1125": "已退款",
  "1136": "交易不存在",
  "1142": "订单已关闭",
  "1143": "等待支付",
  "1145": "处理中",
  "1147": "微信错误",
  "1150": "T0 结算不支持撤销",
  "1155": "退款被拒绝",
  "1181": "订单已过期",
  "1201": "余额不足",
  "1202": "付款码错误或已过期",
  "1203": "商户账户错误",
  "1204": "银行错误",
  "1205": "交易失败，请稍后重试",
  "1212": "需使用银联境外二维码",
  "1241": "门店不存在或状态错误",
  "1242": "门店未配置支付",
  "1243": "门店已停用",
  "1250": "禁止交易",
  "1251": "out_trade_no 重复", // the text is how a client tells this 1251 from the store's. docs/qfpay.md#codes
  "1252": "下单时系统错误",
  "1254": "问题处理中",
  "1260": "订单已支付",
  "1261": "订单未支付",
  "1262": "订单已退款",
  "1263": "订单已撤销",
  "1264": "订单已关闭 (wrong cancel)",
  "1265": "23:30 至 00:30 不能退款",
  "1266": "金额错误",
  "1267": "订单信息不一致",
  "1268": "订单不存在",
  "1269": "今日可退款余额不足",
  "1270": "该币种不支持部分退款",
  "1271": "该交易不支持部分退款",
  "1272": "退款金额超过可退金额",
  "1294": "疑似违规，银行拒绝",
  "1295": "网络缓慢",
  "1296": "网络缓慢，请稍后或用其他方式重试",
  "1297": "不支持撤销",
  "1298": "网络缓慢，请勿重复支付",
  "2005": "付款码错误或已过期",
  "2011": "流水号重复",
  "2999": "渠道处理中",
} as const;

export type RespCode = keyof typeof RESPERR;

/** The text that goes with a code; unlisted codes get a general one. */
export function resperrOf(respcd: string): string {
  const known = Object.entries(RESPERR).find(([code]) => code === respcd);
  return known?.[1] ?? "交易失败";
}
