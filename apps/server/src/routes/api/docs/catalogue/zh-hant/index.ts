import { GENERAL } from "./general.ts";
import { ORDERS } from "./orders.ts";
import { REFUNDS } from "./refunds.ts";
import { SETTLEMENT } from "./settlement.ts";
import { WEBHOOKS } from "./webhooks.ts";

/** 繁體中文, as it is written in Hong Kong. */
export const HANT = [GENERAL, ORDERS, REFUNDS, SETTLEMENT, WEBHOOKS];
