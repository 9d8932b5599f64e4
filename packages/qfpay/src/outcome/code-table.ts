import type { CurrentCode, LegacyCode } from "../names/index.ts";
import type { RejectionReason } from "./outcome.ts";

/** How a code is to be met, before the operation is looked at. */
export type ActionClass = "ok" | "pending" | "unknown" | RejectionReason;

/** The current table, whole. docs/qfpay.md#codes */
// biome-ignore format: a table reads better in columns
const CURRENT = {
  "0000": "ok",
  "1100": "refusedForNow", "1101": "unknown", "1102": "state", "1103": "fix", "1104": "fix", "1105": "fix", "1106": "fix",
  "1107": "fix", "1108": "fix", "1125": "state", "1136": "state", "1142": "state", "1143": "pending", "1145": "pending",
  "1147": "newOrder", "1150": "final", "1155": "final", "1181": "newOrder",
  "1201": "newOrder", "1202": "newOrder", "1203": "fix", "1204": "newOrder", "1205": "newOrder", "1212": "newOrder",
  "1241": "fix", "1242": "fix", "1243": "fix", "1250": "fix", "1251": "fix", "1252": "unknown", "1254": "unknown",
  "1260": "state", "1261": "state", "1262": "state", "1263": "state", "1264": "state", "1265": "refusedForNow",
  "1266": "state", "1267": "state", "1268": "state", "1269": "refusedForNow", "1270": "final", "1271": "final", "1272": "final",
  "1294": "final", "1295": "unknown", "1296": "unknown", "1297": "unknown", "1298": "pending",
  "2005": "newOrder", "2011": "fix",
} as const satisfies Record<CurrentCode, ActionClass>;

/** Codes of older tables. docs/qfpay.md#codes */
// biome-ignore format: a table reads better in columns
const LEGACY = {
  "1109": "fix", "1110": "fix", "1111": "refusedForNow", "1112": "refusedForNow", "1113": "fix", "1114": "fix", "1115": "fix",
  "1116": "fix", "1117": "fix", "1118": "final", "1119": "fix", "1120": "fix", "1121": "fix", "1122": "fix",
  "1123": "newOrder", "1124": "final", "1126": "state", "1127": "unknown", "1128": "unknown", "1129": "state", "1130": "fix",
  "1131": "unknown", "1132": "final", "1133": "final", "1134": "final", "1135": "final", "1137": "final", "1138": "final",
  "1139": "final", "1140": "final", "1141": "final", "1144": "unknown", "1146": "newOrder", "1148": "unknown",
  "1151": "unknown", "1152": "unknown", "1153": "unknown", "1154": "unknown", "1161": "unknown", "1170": "unknown", "1180": "unknown",
  "2001": "newOrder", "2002": "newOrder", "2003": "newOrder", "2004": "newOrder", "2006": "newOrder", "2007": "newOrder",
  "2008": "unknown", "2009": "unknown", "2010": "unknown", "2012": "fix", "2999": "pending",
} as const satisfies Record<LegacyCode, ActionClass>;

const CLASSES: ReadonlyMap<string, ActionClass> = new Map([...Object.entries(CURRENT), ...Object.entries(LEGACY)]);

/** Class of a code before an operation is looked at, or null when no table lists it. */
export function classOf(code: string): ActionClass | null {
  return CLASSES.get(code) ?? null;
}
