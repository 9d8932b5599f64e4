/** Languages in which a file may leave the house; `codes`: the names that programs go by. */
export const REPORT_LANGUAGES = ["codes", "en", "zh-Hant", "zh-Hans"] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

type Words = readonly [en: string, hant: string, hans: string];

/** Headings of all reports. */
const HEADINGS = {
  action: ["Action", "動作", "操作"],
  actor: ["By", "操作人", "操作人"],
  age: ["Age in days", "帳齡（日）", "账龄（天）"],
  amount: ["Amount", "金額", "金额"],
  assignment: ["Assignment", "指派方式", "指派方式"],
  at: ["At", "時間", "时间"],
  bankDay: ["Bank value date", "銀行起息日", "银行起息日"],
  bankLine: ["Bank row", "銀行記錄行", "银行流水行"],
  batch: ["Batch", "結算批次", "结算批次"],
  batches: ["Batches", "結算批次", "结算批次"],
  breaks: ["Breaks", "差異宗數", "差异笔数"],
  charged: ["Charged", "實收手續費", "实收手续费"],
  charges: ["Bank charges", "銀行收費", "银行收费"],
  closing: ["Closing", "期末", "期末"],
  codes: ["Code", "差異代碼", "差异代码"],
  currency: ["Currency", "貨幣", "币种"],
  days: ["Days", "日數", "天数"],
  details: ["Details", "詳情", "详情"],
  difference: ["Difference", "差額", "差额"],
  due: ["Due", "期限", "期限"],
  dueOn: ["Due on", "應釋放日", "应释放日"],
  effectiveRate: ["Effective rate", "實際費率", "实际费率"],
  ended: ["Ended", "已了結", "已了结"],
  endedOn: ["Ended on", "了結日", "了结日"],
  ending: ["How it ended", "了結方式", "了结方式"],
  expected: ["By contract", "合約應收", "合同应收"],
  expectedValueDate: ["Expected on", "預計到帳日", "预计到账日"],
  explanation: ["Explanation", "解釋", "解释"],
  feeRate: ["Rate printed", "檔案所列費率", "文件所列费率"],
  fees: ["Fees", "手續費", "手续费"],
  file: ["File", "檔案", "文件"],
  first: ["First import", "首次匯入", "首次导入"],
  fits: ["Fits", "相符", "相符"],
  gross: ["Gross", "總額", "总额"],
  held: ["Held", "扣起", "冻结"],
  isWithinTolerance: ["Within tolerance", "容差之內", "容差之内"],
  item: ["Item", "項目", "项目"],
  kind: ["Kind", "類別", "类型"],
  line: ["Row", "檔案行", "文件行"],
  lines: ["Rows", "行數", "行数"],
  net: ["Net", "淨額", "净额"],
  nextActionOn: ["Next action on", "下次跟進日", "下次跟进日"],
  number: ["No.", "編號", "编号"],
  opened: ["Added", "新增", "新增"],
  opening: ["Opening", "期初", "期初"],
  originalDay: ["Original day", "原結算日", "原结算日"],
  other: ["Other rows", "其他行", "其他行"],
  outTradeNo: ["Order no.", "商戶訂單號", "商户订单号"],
  owner: ["Owner", "負責人", "负责人"],
  payType: ["Pay type", "支付類型", "支付类型"],
  payments: ["Payments", "收款", "收款"],
  payout: ["Payout", "撥款", "打款"],
  reason: ["Reason", "原因", "原因"],
  received: ["Received", "銀行實收", "银行实收"],
  refunds: ["Refunds", "退款", "退款"],
  released: ["Released", "釋放", "释放"],
  settleDay: ["Settlement day", "結算日", "结算日"],
  state: ["State", "狀態", "状态"],
  subject: ["About", "對象", "对象"],
  subjectId: ["Id", "對象編號", "对象编号"],
  syssn: ["syssn", "syssn", "syssn"],
  term: ["Term that fits", "相符條款", "相符条款"],
  text: ["Text", "摘要", "摘要"],
  ticket: ["Ticket", "個案編號", "工单号"],
  twin: ["First said by", "首見於", "首见于"],
  valueDate: ["Value date", "到帳日", "到账日"],
} as const satisfies Record<string, Words>;
export type Heading = keyof typeof HEADINGS;

const SECTIONS = {
  audit: ["Audit trail", "操作紀錄", "操作记录"],
  bank: ["Bank rows", "銀行記錄行", "银行流水"],
  breaks: ["Breaks", "差異", "差异"],
  "by-age": ["By age and owner", "按帳齡及負責人", "按账龄和负责人"],
  claims: ["Fee claims", "手續費追討", "手续费追讨"],
  duplicates: ["Rows said twice", "重複行", "重复行"],
  fees: ["Fees", "手續費", "手续费"],
  files: ["Files that came again", "重複檔案", "重复文件"],
  held: ["Held", "尚未釋放", "尚未释放"],
  items: ["Carried items", "待結算項目", "待结算项目"],
  payouts: ["Payouts", "撥款", "打款"],
  roll: ["Roll-forward", "滾存", "滚存"],
  statement: ["Statement", "對帳表", "对账表"],
  summary: ["Summary", "結算摘要", "结算汇总"],
  unpaid: ["Unpaid batches", "未撥款批次", "未打款批次"],
} as const satisfies Record<string, Words>;
export type SectionName = keyof typeof SECTIONS;

/** A heading as a file in that language has it. */
export function headingIn(language: ReportLanguage, heading: Heading): string {
  return language === "codes" ? heading.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : wordIn(language, HEADINGS[heading]);
}

/** What a table is called, as the name of a sheet. */
export function sectionIn(language: ReportLanguage, name: SectionName): string {
  return language === "codes" ? name : wordIn(language, SECTIONS[name]);
}

/** What stands before sums. */
export function totalIn(language: ReportLanguage): string {
  return language === "codes" ? "TOTAL" : wordIn(language, ["Total", "合計", "合计"]);
}

function wordIn(language: Exclude<ReportLanguage, "codes">, [en, hant, hans]: Words): string {
  return { en, "zh-Hant": hant, "zh-Hans": hans }[language];
}
