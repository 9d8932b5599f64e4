import { randomUUID } from "node:crypto";
import type { Dispatcher } from "undici";
import { type Enquiry, type EnquiryPage, enquire, enquirePages, type WideEnquiry } from "../enquiries/index.ts";
import {
  type Account,
  type AccountSettings,
  type Answer,
  accountSchema,
  type CallOptions,
  createGateway,
  DEFAULT_TIMEOUTS,
  type GatewayEvent,
  type Timeouts,
} from "../gateway/index.ts";
import { type DirectPage, directUrl, exchangeOauthCode, oauthCodeUrl, type PayerFound, type SiteUrl } from "../jsapi/index.ts";
import { type AddNote, addNote } from "../notes/index.ts";
import { type KeyName, type ReadNotification, readNotification } from "../notifications/index.ts";
import {
  type ClosePayment,
  type ClosingAnswer,
  closePayment,
  createJsapiPayment,
  createQrPayment,
  type JsapiPayment,
  type JsapiPaymentMade,
  type QrPayment,
  type QrPaymentMade,
} from "../payments/index.ts";
import { createRateBudget, machineTimer, QFPAY_LIMITS, type RateBudget, type RateUsage } from "../rate-budget/index.ts";
import { type RefundAsked, type RefundDone, refundPayment } from "../refunds/index.ts";
import { sharedConnections } from "../transport/index.ts";

/**
 * Everything we ask of QFPay for one merchant account. Calls answer with an outcome and what was heard; they throw only
 * `InvalidRequest` (and `AmbiguousParameter`), always before anything is sent. Nothing is ever sent twice by itself.
 */
export interface QfpayClient {
  createQrPayment(asked: QrPayment, options?: CallOptions): Promise<Answer<QrPaymentMade>>;
  createJsapiPayment(asked: JsapiPayment, options?: CallOptions): Promise<Answer<JsapiPaymentMade>>;
  /** Address for the browser inside WeChat; it comes back to `returnTo` with `code`. */
  oauthCodeUrl(returnTo: SiteUrl): string;
  exchangeOauthCode(code: string, options?: CallOptions): Promise<Answer<PayerFound>>;
  /** Address of QFPay's page that opens WeChat's cashier. */
  directUrl(page: DirectPage): string;
  enquire(asked: Enquiry, options?: CallOptions): Promise<Answer<EnquiryPage>>;
  /** Many identifiers, months and pages, one answer after the other. */
  enquirePages(asked: WideEnquiry, options?: CallOptions): AsyncGenerator<Answer<EnquiryPage>>;
  refundPayment(asked: RefundAsked, options?: CallOptions): Promise<Answer<RefundDone>>;
  closePayment(asked: ClosePayment, options?: CallOptions): Promise<ClosingAnswer>;
  addNote(asked: AddNote, options?: CallOptions): Promise<Answer<{ syssn: string | null }>>;
  /** How full the rate budget is that this client shares with others of its merchant. */
  rateUsage(): RateUsage;
  /** Reads a notification with this account's key; for several accounts at one address use `readNotification` itself. */
  readNotification(received: { rawBody: Uint8Array; signature: string | undefined }): ReadNotification<null>;
}

export type QfpayClientSettings = AccountSettings & {
  readonly clock: { now(): Date };
  /** Connections of one's own instead of the process's pool. */
  readonly connections?: Dispatcher | undefined;
  /** Shared by every client of one merchant; a budget of this client's own when left out. */
  readonly budget?: RateBudget | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** Longest answer that is read, 1 MiB when left out. */
  readonly maxAnswerBytes?: number | undefined;
  readonly log?: ((event: GatewayEvent) => void) | undefined;
};

const MEBIBYTE = 1024 * 1024;

/** A client for one account. Throws a `ZodError` when the settings are not an account's. */
export function createQfpayClient(settings: QfpayClientSettings): QfpayClient {
  const account = accountSchema.parse(settings);
  const budget = settings.budget ?? createRateBudget({ limits: QFPAY_LIMITS, timer: machineTimer, random: Math.random });
  const gateway = createGateway(account, {
    connections: settings.connections ?? sharedConnections(),
    budget,
    clock: settings.clock,
    timeouts: settings.timeouts ?? DEFAULT_TIMEOUTS,
    maxBytes: settings.maxAnswerBytes ?? MEBIBYTE,
    log: settings.log ?? (() => {}),
    newCallId: randomUUID,
  });
  return {
    createQrPayment: (asked, options) => createQrPayment(gateway, asked, options),
    createJsapiPayment: (asked, options) => createJsapiPayment(gateway, asked, options),
    oauthCodeUrl: (returnTo) => oauthCodeUrl(account, returnTo),
    exchangeOauthCode: (code, options) => exchangeOauthCode(gateway, code, options),
    directUrl: (page) => directUrl(account, page),
    enquire: (asked, options) => enquire(gateway, asked, options),
    enquirePages: (asked, options) => enquirePages(gateway, asked, options),
    refundPayment: (asked, options) => refundPayment(gateway, asked, options),
    closePayment: (asked, options) => closePayment(gateway, asked, options),
    addNote: (asked, options) => addNote(gateway, asked, options),
    rateUsage: () => budget.usage(),
    readNotification: (received) =>
      readNotification({ ...received, keys: [{ account: null, ...notificationKeyOf(account), mchid: account.mchid }] }),
  };
}

function notificationKeyOf({ notificationKey, clientKey }: Account): { key: string; name: KeyName } {
  return notificationKey === undefined ? { key: clientKey, name: "current" } : { key: notificationKey, name: "notification" };
}
