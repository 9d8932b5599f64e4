/** The flows in which a server may die, with each step that is met in them, in order, and what it means. */
export type CrashPoints = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A call to QFPay, from before its first byte to after its last. */
function call(name: string, about: string): Readonly<Record<string, string>> {
  return {
    [`call ${name} unsent`]: `before ${about} is sent`,
    [`call ${name} half sent`]: `half of the bytes of ${about} are sent`,
    [`call ${name} sent`]: `${about} is sent, no answer yet`,
    [`call ${name} half answered`]: `the answer to ${about} is half read`,
    [`call ${name} answered`]: `the answer to ${about} is read`,
  };
}

/** A transaction in our books. */
function unit(number: number, about: string, locks = true): Readonly<Record<string, string>> {
  return {
    [`unit ${number} begins`]: `before ${about} is begun`,
    ...(locks ? { [`unit ${number} locks`]: `${about}: the order is locked` } : {}),
    [`unit ${number} writes`]: `${about}: the first row is written`,
    [`unit ${number} commits`]: `${about}: all rows are written, none is committed`,
    [`unit ${number} committed`]: `${about} is committed`,
  };
}

const READ = { "request read": "the request is read, nothing is done" };
const ROUND = { "round begins": "the round is claimed", "round ends": "the round is done and not yet given back" };
const REPLY = { "before reply": "all is done, before the answer leaves" };

/**
 * Every step of a flow of money at which a server is killed by the fault suite. A step that is met and not named here fails the build,
 * and so does a name that is never met. `npm run chaos -- --only list` prints what is met. docs/decisions/0009-crash-points.md
 */
export const CRASH_POINTS: CrashPoints = {
  create: {
    ...READ,
    ...unit(1, "the order and its attempt, before anything is sent,", false),
    ...call("payment 1", "the order for QFPay"),
    ...unit(2, "what QFPay answered", false),
    ...REPLY,
  },
  "jsapi opening": {
    ...READ,
    "insert JsapiVisit 1": "the one-time state is made",
    ...REPLY,
  },
  "jsapi return": {
    ...READ,
    "update JsapiVisit 1": "the code is in and the state burnt",
    ...call("get_weixin_openid 1", "the code, for an openid,"),
    ...unit(1, "the attempt, before anything is sent,"),
    ...call("payment 1", "the order for QFPay"),
    ...unit(2, "the parameters of WeChat's cashier", false),
    "update JsapiVisit 2": "the opening is tied to its attempt",
    ...REPLY,
  },
  notification: {
    ...READ,
    ...unit(1, "the news, believed,"),
    ...REPLY,
  },
  refund: {
    ...READ,
    ...unit(1, "the request to refund"),
    ...unit(2, "the sending of the refund, before it is sent,"),
    ...call("refund 1", "the refund for QFPay"),
    ...unit(3, "what QFPay answered"),
    ...REPLY,
  },
  "refund queue": {
    ...ROUND,
    "update Refund 1": "refunds that are due are claimed",
    ...call("query 1", "the enquiry whether QFPay has it"),
    "update Refund 2": "the next enquiry is set",
    ...unit(1, "the sending of the refund, before it is sent,"),
    ...call("refund 1", "the refund for QFPay"),
    ...unit(2, "what QFPay answered"),
  },
  "refund enquiry": {
    ...ROUND,
    "update Refund 1": "refunds that are due are claimed",
    ...call("query 1", "the enquiry"),
    ...unit(1, "what QFPay said"),
    "update Refund 2": "the refund is given back with its next enquiry",
  },
  cancel: {
    ...READ,
    ...unit(1, "the end of the order"),
    ...call("query 1", "the enquiry about the attempt"),
    ...unit(2, "what QFPay said of it"),
    ...call("close 1", "the closing"),
    ...unit(3, "what became of the closing"),
    ...REPLY,
  },
  expiry: {
    ...ROUND,
    ...call("query 1", "the enquiry about the attempt"),
    ...unit(1, "what QFPay said of it"),
    ...call("close 1", "the closing"),
    ...unit(2, "what became of the closing"),
    ...unit(3, "the end of the order"),
  },
  enquiry: {
    ...ROUND,
    "update Payment 1": "payments that are due are claimed",
    ...call("query 1", "the enquiry"),
    ...unit(1, "what QFPay said, and the next enquiry,"),
    ...call("close 1", "the closing of what should have ended"),
  },
  renew: {
    ...READ,
    ...call("query 1", "the enquiry about the old code"),
    ...unit(1, "what QFPay said of it"),
    ...call("close 1", "the closing of the old code"),
    ...unit(2, "what became of the closing"),
    ...unit(3, "the new attempt, before anything is sent,"),
    ...call("payment 1", "the order for QFPay"),
    ...unit(4, "what QFPay answered", false),
    ...REPLY,
  },
  check: {
    ...READ,
    ...call("query 1", "the enquiry that staff ask for"),
    ...unit(1, "what QFPay said"),
    ...REPLY,
  },
};

/** Flows that move no money and ask nobody: their steps need no names. */
export const WITHOUT_MONEY: ReadonlySet<string> = new Set([
  "job foldTakings",
  "job lookUpRefunds",
  "job sendWebhooks",
  "job sealAudit",
  "job checkBooks",
]);
