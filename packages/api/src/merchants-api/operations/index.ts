import type { Operation } from "../operation.ts";
import { dayOperations } from "./days.ts";
import { orderOperations } from "./orders.ts";
import { refundOperations } from "./refunds.ts";
import { statementOperations } from "./statements.ts";
import { transactionOperations } from "./transactions.ts";
import { webhookDeliveryOperations } from "./webhook-deliveries.ts";
import { webhookEndpointOperations } from "./webhook-endpoints.ts";

/** Everything that the merchants' API can do. Routes, document and tests are made from this list. */
export const OPERATIONS: readonly Operation[] = [
  ...orderOperations,
  ...refundOperations,
  ...transactionOperations,
  ...statementOperations,
  ...dayOperations,
  ...webhookEndpointOperations,
  ...webhookDeliveryOperations,
];
