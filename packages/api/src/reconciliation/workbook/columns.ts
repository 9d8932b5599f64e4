import { RESOLUTION_ACTIONS, WRITE_OFF_ACCOUNTS } from "@tillbook/domain/reconciliation/breaks";
import type { CellKind } from "../../spreadsheets/index.ts";
import type { ReportLanguage } from "../reports/index.ts";

type Column = { readonly kind: CellKind; readonly words: readonly [en: string, hant: string, hans: string] };

/** The sheet's columns in order: what a break is, what a person answers, and by what it is known again. */
const COLUMNS = {
  settle_day: { kind: "day", words: ["Settlement day", "結算日", "结算日"] },
  original_day: { kind: "day", words: ["Original day", "原結算日", "原结算日"] },
  days: { kind: "count", words: ["Days open", "未清日數", "未清天数"] },
  codes: { kind: "text", words: ["Code", "差異代碼", "差异代码"] },
  currency: { kind: "text", words: ["Currency", "貨幣", "币种"] },
  difference: { kind: "amount", words: ["Difference", "差額", "差额"] },
  line: { kind: "text", words: ["Row", "檔案行", "文件行"] },
  syssn: { kind: "identifier", words: ["syssn", "syssn", "syssn"] },
  state: { kind: "text", words: ["State", "狀態", "状态"] },
  owner: { kind: "text", words: ["Owner", "負責人", "负责人"] },
  next_action_on: { kind: "day", words: ["Next action on", "下次跟進日", "下次跟进日"] },
  assignment: { kind: "text", words: ["Assignment", "指派方式", "指派方式"] },
  proposed: { kind: "text", words: ["Waits for approval", "待批准", "待批准"] },
  action: { kind: "text", words: ["ANSWER: action", "回覆：動作", "回复：操作"] },
  account: { kind: "text", words: ["ANSWER: account (WRITE_OFF)", "回覆：科目（WRITE_OFF）", "回复：科目（WRITE_OFF）"] },
  until: { kind: "day", words: ["ANSWER: until (CARRY, ASSIGN)", "回覆：日期（CARRY、ASSIGN）", "回复：日期（CARRY、ASSIGN）"] },
  new_owner: { kind: "text", words: ["ANSWER: owner (CARRY, ASSIGN)", "回覆：負責人（CARRY、ASSIGN）", "回复：负责人（CARRY、ASSIGN）"] },
  ticket: { kind: "identifier", words: ["ANSWER: ticket (CLAIM)", "回覆：個案編號（CLAIM）", "回复：工单号（CLAIM）"] },
  link_to: { kind: "identifier", words: ["ANSWER: syssn (LINK)", "回覆：syssn（LINK）", "回复：syssn（LINK）"] },
  reason: { kind: "text", words: ["ANSWER: reason", "回覆：原因", "回复：原因"] },
  subject: { kind: "identifier", words: ["Do not change", "請勿更改", "请勿更改"] },
  mark: { kind: "identifier", words: ["Do not change", "請勿更改", "请勿更改"] },
} as const satisfies Record<string, Column>;
export type WorkbookColumn = keyof typeof COLUMNS;

/** What may be answered: the desk's own actions, and the work of a second person. An enquiry is made at the desk. */
export const ANSWER_ACTIONS = [
  ...RESOLUTION_ACTIONS.filter((action) => action !== "ENQUIRE" && action !== "REVERSE"),
  "ASSIGN",
  "APPROVE",
  "REJECT",
] as const;

/** For cells that are chosen from a list. */
export const CHOICES: ReadonlyMap<WorkbookColumn, readonly string[]> = new Map<WorkbookColumn, readonly string[]>([
  ["action", ANSWER_ACTIONS],
  ["account", WRITE_OFF_ACCOUNTS],
]);

/** Columns with headings in the reader's language; the name in brackets is what is read back, wherever the column stands then. */
export function columnsIn(language: ReportLanguage): { name: WorkbookColumn; heading: string; kind: CellKind }[] {
  return WORKBOOK_COLUMNS.map((name) => {
    const [en, hant, hans] = COLUMNS[name].words;
    const word = { codes: name, en, "zh-Hant": hant, "zh-Hans": hans }[language];
    return { name, heading: language === "codes" ? name : `${word} [${name}]`, kind: COLUMNS[name].kind };
  });
}

/** The column that a heading names; null for one that a person has added. */
export function columnNamed(heading: string): WorkbookColumn | null {
  const name = /\[(\w+)\]\s*$/.exec(heading)?.[1] ?? heading.trim();
  return WORKBOOK_COLUMNS.find((column) => column === name) ?? null;
}

const WORKBOOK_COLUMNS: readonly WorkbookColumn[] = [
  "settle_day",
  "original_day",
  "days",
  "codes",
  "currency",
  "difference",
  "line",
  "syssn",
  "state",
  "owner",
  "next_action_on",
  "assignment",
  "proposed",
  "action",
  "account",
  "until",
  "new_owner",
  "ticket",
  "link_to",
  "reason",
  "subject",
  "mark",
];
