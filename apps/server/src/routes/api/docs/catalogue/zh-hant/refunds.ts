export const REFUNDS = {
  operations: {
    createRefund: {
      summary: "退款",
      text: "退還一筆付款的部分或全部。超出帳戶上限便等候另一人批准（`awaiting_approval`）；在夜間或 QFPay 暫時拒絕時，會等到合適時間。退款始終以同一號碼送出，因此不會重複退還。",
      201: "所申請的退款。",
    },
    listRefunds: { summary: "列出退款", text: "最新的在前。", 200: "退款清單的一頁。" },
    readRefund: { summary: "讀取退款", text: "進度，以及在等候甚麼。", 200: "退款現況。" },
  },
  parameters: {
    listRefunds: { place: "進度：待批准、等候合適時間、QFPay 處理中、已完成，或失敗。" },
    "*": { refundId: "退款的編號。" },
  },
  schemas: {
    NewRefund: "要退還的款項。",
    Refund: "退還一筆付款部分或全部的申請。",
    RefundPage: "清單的一頁。",
  },
  fields: {
    NewRefund: {
      paymentId: "要退還的付款：訂單的 `paidPaymentId`，或重複的付款。",
      amount: "以付款貨幣的主要單位表示。",
      reason: "供記帳之用；顧客不會看到。",
    },
    Refund: {
      id: "退款的編號。",
      orderId: "訂單的編號。",
      orderNumber: "訂單的短號碼。",
      paymentId: "退款所屬付款的編號。",
      state:
        "`awaiting_approval`：由另一人決定。`queued`：已批准，時間到便送出。`submitted`、`processing`：由 QFPay 處理。`failed`、`declined`、`refunded` 不會再變。",
      amount: "退還的金額，以主要單位表示。",
      outTradeNo: "在 QFPay 的號碼，永不改變。",
      waitsBecause: "未送出的原因：`blackout`、`earlier_refund`、`no_answer`，或 QFPay 表示「暫時不可」的代碼。",
      sendsAt: "送出或再次送出的時間。",
      syssn: "退款本身的交易在 QFPay 的號碼。",
      sysdtm: "QFPay 作出退款的時間：決定結算日。",
      decisionNote: "批准人所寫的話。",
      createdAt: "申請的時間。",
    },
  },
};
