/** Return codes that programs name. Their meanings by operation are in `outcome`. docs/qfpay.md#codes */
export const RESP = {
  success: "0000",
  maintenance: "1100",
  duplicateRequest: "1102",
  malformed: "1103",
  badParameter: "1104",
  badSignature: "1108",
  alreadyRefunded: "1125",
  absent: "1136",
  closed: "1142",
  notPaidYet: "1143",
  processing: "1145",
  noCancel: "1150",
  expired: "1181",
  storeMisconfigured: "1251",
  alreadyPaid: "1260",
  notPaid: "1261",
  orderClosed: "1264",
  refundBlackout: "1265",
  orderMismatch: "1267",
  unsettledTooSmall: "1269",
  refundTooLarge: "1272",
  bankBusy: "1297",
  slowDoNotPayTwice: "1298",
  serialRepeats: "2011",
} as const;

/** The 52 codes of the current table. docs/qfpay.md#codes */
// biome-ignore format: thirteen to a line
export const CURRENT_CODES = [
  "0000", "1100", "1101", "1102", "1103", "1104", "1105", "1106", "1107", "1108", "1125", "1136", "1142",
  "1143", "1145", "1147", "1150", "1155", "1181", "1201", "1202", "1203", "1204", "1205", "1212", "1241",
  "1242", "1243", "1250", "1251", "1252", "1254", "1260", "1261", "1262", "1263", "1264", "1265", "1266",
  "1267", "1268", "1269", "1270", "1271", "1272", "1294", "1295", "1296", "1297", "1298", "2005", "2011",
] as const;

/** Codes of older tables only; gateways may still send them. */
// biome-ignore format: thirteen to a line
export const LEGACY_CODES = [
  "1109", "1110", "1111", "1112", "1113", "1114", "1115", "1116", "1117", "1118", "1119", "1120", "1121",
  "1122", "1123", "1124", "1126", "1127", "1128", "1129", "1130", "1131", "1132", "1133", "1134", "1135",
  "1137", "1138", "1139", "1140", "1141", "1144", "1146", "1148", "1151", "1152", "1153", "1154", "1161",
  "1170", "1180", "2001", "2002", "2003", "2004", "2006", "2007", "2008", "2009", "2010", "2012", "2999",
] as const;

export type CurrentCode = (typeof CURRENT_CODES)[number];
export type LegacyCode = (typeof LEGACY_CODES)[number];
