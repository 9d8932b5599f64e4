import { type ApiKeys, type ApiRequests, apiKeysOn, apiRequestsOn } from "../access/index.ts";
import { type Accounts, accountsOn } from "../accounts/index.ts";
import { type Audit, auditOn } from "../audit/index.ts";
import { type Observations, observationsOn } from "../observations/index.ts";
import { type Orders, ordersOn } from "../orders/index.ts";
import {
  type Attempts,
  attemptsOn,
  type Cases,
  casesOn,
  type News,
  newsOn,
  type Payments,
  paymentsOn,
  type Visits,
  visitsOn,
} from "../payments/index.ts";
import { type Runs, runsOn } from "../reconciliation/index.ts";
import { type Refunds, refundsOn } from "../refunds/index.ts";
import { type Statements, statementsOn } from "../settlement/index.ts";
import { type Transactions, transactionsOn } from "../transactions/index.ts";
import { type Deliveries, deliveriesOn, type Endpoints, endpointsOn } from "../webhooks/index.ts";
import type { Sql } from "./sql.ts";

/** Every feature's rows, bound to the pool or to one transaction. */
export type Repositories = {
  readonly sql: Sql;
  readonly accounts: Accounts;
  readonly orders: Orders;
  readonly payments: Payments;
  readonly attempts: Attempts;
  readonly news: News;
  readonly cases: Cases;
  readonly visits: Visits;
  readonly refunds: Refunds;
  readonly observations: Observations;
  readonly transactions: Transactions;
  readonly statements: Statements;
  readonly runs: Runs;
  readonly audit: Audit;
  readonly apiKeys: ApiKeys;
  readonly apiRequests: ApiRequests;
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
};

export function repositoriesOn(sql: Sql): Repositories {
  return {
    sql,
    accounts: accountsOn(sql),
    orders: ordersOn(sql),
    payments: paymentsOn(sql),
    attempts: attemptsOn(sql),
    news: newsOn(sql),
    cases: casesOn(sql),
    visits: visitsOn(sql),
    refunds: refundsOn(sql),
    observations: observationsOn(sql),
    transactions: transactionsOn(sql),
    statements: statementsOn(sql),
    runs: runsOn(sql),
    audit: auditOn(sql),
    apiKeys: apiKeysOn(sql),
    apiRequests: apiRequestsOn(sql),
    endpoints: endpointsOn(sql),
    deliveries: deliveriesOn(sql),
  };
}
