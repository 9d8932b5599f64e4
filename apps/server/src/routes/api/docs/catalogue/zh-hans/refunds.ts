export const REFUNDS = {
  operations: {
    createRefund: {
      summary: "退款",
      text: "退还一笔付款的部分或全部。超出账户上限便等待另一人批准（`awaiting_approval`）；在夜间或 QFPay 暂时拒绝时，会等到合适时间。退款始终以同一号码送出，因此不会重复退还。",
      201: "所申请的退款。",
    },
    listRefunds: { summary: "列出退款", text: "最新的在前。", 200: "退款列表的一页。" },
    readRefund: { summary: "读取退款", text: "进度，以及在等待什么。", 200: "退款现状。" },
  },
  parameters: {
    listRefunds: { place: "进度：待批准、等待合适时间、QFPay 处理中、已完成，或失败。" },
    "*": { refundId: "退款的编号。" },
  },
  schemas: {
    NewRefund: "要退还的款项。",
    Refund: "退还一笔付款部分或全部的申请。",
    RefundPage: "列表的一页。",
  },
  fields: {
    NewRefund: {
      paymentId: "要退还的付款：订单的 `paidPaymentId`，或重复的付款。",
      amount: "以付款币种的主要单位表示。",
      reason: "供记账之用；顾客不会看到。",
    },
    Refund: {
      id: "退款的编号。",
      orderId: "订单的编号。",
      orderNumber: "订单的短号码。",
      paymentId: "退款所属付款的编号。",
      state:
        "`awaiting_approval`：由另一人决定。`queued`：已批准，时间到便送出。`submitted`、`processing`：由 QFPay 处理。`failed`、`declined`、`refunded` 不会再变。",
      amount: "退还的金额，以主要单位表示。",
      outTradeNo: "在 QFPay 的号码，永不改变。",
      waitsBecause: "未送出的原因：`blackout`、`earlier_refund`、`no_answer`，或 QFPay 表示“暂时不可”的代码。",
      sendsAt: "送出或再次送出的时间。",
      syssn: "退款本身的交易在 QFPay 的号码。",
      sysdtm: "QFPay 作出退款的时间：决定结算日。",
      decisionNote: "批准人所写的话。",
      createdAt: "申请的时间。",
    },
  },
};
