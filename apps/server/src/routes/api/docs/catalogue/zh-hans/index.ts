import { GENERAL } from "./general.ts";
import { ORDERS } from "./orders.ts";
import { REFUNDS } from "./refunds.ts";
import { SETTLEMENT } from "./settlement.ts";
import { WEBHOOKS } from "./webhooks.ts";

/** 简体中文. */
export const HANS = [GENERAL, ORDERS, REFUNDS, SETTLEMENT, WEBHOOKS];
