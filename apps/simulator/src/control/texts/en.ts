/** The manual of the simulator, in English. */
export const en = {
  title: "Simulated QFPay and WeChat",
  intro:
    "A QFPay gateway and a customer's WeChat phone for developing, training and testing. No money moves here. Everything is kept in a book on disk and survives a crash.",
  languages: "Languages",
  openPhone: "Open the simulated phone",
  openFaults: "Let something go wrong",
  gatewayTitle: "QFPay's API",
  payment:
    "Makes an order: pay_type 800201 answers with a QR code, 800207 with pay_params for the openid in sub_openid. 0000 says that the order was made, not that it is paid.",
  query:
    "Lists rows by syssn, out_trade_no, pay_type, respcd and a window within one month; newest first, at most 100 on a page. The default window is the current month.",
  refund: "Refunds a paid payment, wholly or in part, under a number of its own.",
  close: "Ends an order that is not paid. Both addresses do the same for WeChat orders.",
  addNote: "Puts a note on a payment; for merchants without an mchid.",
  oauthCode: "Opened by the customer's browser: WeChat's consent page, then back to redirect_uri with a code. Only inside WeChat.",
  openid: "Exchanges the code for the openid, once and within five minutes.",
  direct: "Opened by the customer's browser with pay_params: WeChat's cashier, then back to redirect_url. The amount shown is the order's.",
  phoneTitle: "The phone",
  phone: "Scans a QR code from the list of those that can be paid, or any text or link.",
  browser: "Opens a link as inside WeChat: the server behind it sees a MicroMessenger user agent.",
  browserOpen: "The same page without the phone around it.",
  customerTitle: "The customer, without the phone",
  orders: "Lists orders; ?state= is open, paid, failed, closed or expired.",
  pay: 'Pays an order named by syssn, out_trade_no, qrcode or package. "late": true pays one that has expired, failed or was closed; "times": 2 charges the customer twice.',
  cancel: "The customer leaves without paying; the order stays open.",
  expire: 'An order that can still be paid dies at another time than it was made to: at "at" (UTC+8 or ISO with zone), else now.',
  fail: "The wallet refuses with a code, 1201 by default; the order has failed.",
  qr: "The QR code of an order as a picture.",
  timeTitle: "Time",
  clock: "The simulated time, also as QFPay writes it (UTC+8), and its rate.",
  setClock:
    'Sets the time ("now": UTC+8 or ISO with zone), moves it on ("advanceMs", negative: back), changes its rate (0 freezes it), or returns to the machine\'s ("real": true). What has become due is done at once.',
  bookTitle: "Books",
  book: "All rows with their states and when money really moved, counts and sums per state, and per number how often it was charged and refunded; doubles apart. ?app_code= and &mchid= choose a merchant.",
  endRefund: "Ends a refund that is under way: respcd 0000, or the code with which it is refused.",
  calls: "The latest calls as they came in and were answered, with the faults that struck them.",
  statement: "The statement of a settlement day in the canonical CSV, with fees and control totals.",
  noticeTitle: "Notifications",
  notices:
    "Every notification with its deliveries. Retries follow after 2, 10, 10 and 60 minutes and 2, 6 and 15 hours of simulated time, until the answer is 200 and SUCCESS.",
  redeliver: 'Delivers a notification once more, now; with "copies" and "connections" as often as that.',
  forge: "Sends a notification that claims a payment, forged: with a wrong key, or in the way that kind names.",
  invent: "Sends a properly signed notification of a number that nobody knows.",
  release: "Sends the notifications that are held.",
  accountTitle: "Merchants and rules",
  accounts: "Lists the merchants.",
  addAccount: "Adds a merchant, or changes one. Merchants of an agent share app_code and client_key and differ by mchid.",
  rules:
    "What QFPay leaves open or a rehearsal wants out of its way: rate limit, nightly refund pause, refunds from the day's takings and more.",
  faultTitle: "Faults",
  faultPage: "The page of faults: scenarios, what is in force, policies.",
  scenarios: "Lists the scenarios, each with the one line that says what staff should see, and those that run.",
  startScenario: "Starts a scenario for the next order, or for the one named; ends it.",
  addFault:
    "Something goes wrong with matching calls: operation, outTradeNo, nth (the first one to strike), count (how many). The catalogue names all actions.",
  faultConnection: "A connection: delayMs, dropBeforeProcessing, dropAfterProcessing, hangMs, cutAtByte, bytesPerSecond, httpStatus.",
  faultAnswer:
    "An answer: any respcd, having done it or not, for so many enquiries or for ever; absent, so that enquiries do not find the row; malformed in one of many ways; rules, by which this call alone is judged; pendingRefund, a refund that takes its time.",
  faultCharge: "The customer's money: chargeTwice, chargeLate.",
  faultNotice:
    "A notification: lose, double, repeat, late (simulated ms), reorder, holdForRefund, forge, alter, replay, deaf, each followed by Notification.",
  faultChance: "With chance each matching call is drawn; the same seed draws the same calls.",
  catalogue: "Every operation, action, kind of spoilt answer and kind of forgery.",
  faults: "Lists the faults in force; ends all, scenarios included, or one.",
  faultLog: "Every fault that struck.",
} as const;

export type ManualTexts = { readonly [Name in keyof typeof en]: string };
