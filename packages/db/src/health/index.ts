export { type AnswerClock, answerClocks, lastBelievedNotification, type NotifiedPayment, notifiedPayments } from "./hearing.ts";
export { missingMigrations } from "./migrations.ts";
export { type Round, readRounds } from "./rounds.ts";
export { type OpenCases, type OpenRefunds, openCases, openRefunds, type Watch, watchedPayments } from "./waiting.ts";
export { type FailingWebhooks, failingWebhooks } from "./webhooks.ts";
