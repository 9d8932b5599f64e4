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
import {
  type Assignments,
  assignmentsOn,
  type Closes,
  closesOn,
  type EvidenceFiles,
  evidenceFilesOn,
  type Ledger,
  ledgerOn,
  type Months,
  monthsOn,
  type Reports,
  type Resolutions,
  type Runs,
  reportsOn,
  resolutionsOn,
  runsOn,
} from "../reconciliation/index.ts";
import { type Refunds, refundsOn } from "../refunds/index.ts";
import {
  type Bank,
  bankOn,
  type Mappings,
  mappingsOn,
  type Payouts,
  type Proposals,
  payoutsOn,
  proposalsOn,
  type Rules,
  rulesOn,
  type Statements,
  statementsOn,
} from "../settlement/index.ts";
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
  readonly bank: Bank;
  readonly mappings: Mappings;
  readonly payouts: Payouts;
  readonly proposals: Proposals;
  readonly rules: Rules;
  readonly runs: Runs;
  readonly closes: Closes;
  readonly months: Months;
  readonly ledger: Ledger;
  readonly resolutions: Resolutions;
  readonly assignments: Assignments;
  readonly evidenceFiles: EvidenceFiles;
  readonly reports: Reports;
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
    bank: bankOn(sql),
    mappings: mappingsOn(sql),
    payouts: payoutsOn(sql),
    proposals: proposalsOn(sql),
    rules: rulesOn(sql),
    runs: runsOn(sql),
    closes: closesOn(sql),
    months: monthsOn(sql),
    ledger: ledgerOn(sql),
    resolutions: resolutionsOn(sql),
    assignments: assignmentsOn(sql),
    evidenceFiles: evidenceFilesOn(sql),
    reports: reportsOn(sql),
    audit: auditOn(sql),
    apiKeys: apiKeysOn(sql),
    apiRequests: apiRequestsOn(sql),
    endpoints: endpointsOn(sql),
    deliveries: deliveriesOn(sql),
  };
}
