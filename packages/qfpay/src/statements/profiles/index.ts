import type { StatementProfile } from "../profile.ts";
import { alipayHk } from "./alipay-hk.ts";
import { alipayTrade } from "./alipay-trade.ts";
import { banks } from "./banks.ts";
import { canonicalV1 } from "./canonical.ts";
import { qfpayTxnV02 } from "./qfpay-txn.ts";
import { wechatFundFlow } from "./wechat-fund-flow.ts";
import { wechatGlobalV3 } from "./wechat-global.ts";
import { wechatTrade } from "./wechat-trade.ts";

/** Every format we read, one file each. The first that knows a header reads the file. */
export const PROFILES: readonly StatementProfile[] = [
  canonicalV1,
  qfpayTxnV02,
  ...wechatTrade,
  wechatFundFlow,
  wechatGlobalV3,
  alipayTrade,
  ...alipayHk,
  ...banks,
];

/** Names that a person may choose from; beside them there is CUSTOM, a mapping. */
export const PROFILE_NAMES: readonly string[] = PROFILES.map(({ name }) => name);
