export const GENERAL = {
  about: `向顧客收款，查看是否已付款，退款，並讀取 QFPay 如何結算。

- **金額**以主要單位的十進制文字表示，旁邊註明貨幣：\`"88.00"\`、\`"HKD"\`。日圓沒有小數。
- **時間**採用 ISO 8601 格式，以 UTC 表示。結算日是 UTC+8 的日曆日。
- **重複呼叫**：以同一個 \`Idempotency-Key\` 重複 POST，任何時候都安全；請重複到有回應為止。500 或 503 表示事情未有了結：請再呼叫。
- **拒絕**以問題詳情（RFC 9457）表示。請按 \`code\` 判斷；\`errors\` 列出有問題的欄位。
- **清單**以 \`cursor\` 讀下一頁，只適用於相同的篩選條件。
- **未明也是答案**：QFPay 尚未說明一筆付款的結果時，\`isUnclear\` 為 true，我們會查詢至有結果為止。切勿因第一張訂單未明而建立第二張。
- **事件**可能重複送達，次序不定。每個 \`id\` 只處理一次；有疑問便讀取訂單。`,
  keys: "由店主在「開發者」頁面建立。",
  tags: {
    Orders: { title: "訂單", text: "應收的款項，以及用來付款的連結。" },
    Refunds: { title: "退款", text: "把款項退還顧客。" },
    Settlement: { title: "結算", text: "QFPay 所記的款項變動、它的結算單，以及由此核實的結算日。" },
    Webhooks: { title: "Webhook", text: "有變更便收到通知，無須查詢。" },
  },
  scopes: {
    "orders:read": "讀取訂單及退款",
    "orders:write": "建立及取消訂單",
    "refunds:write": "申請退款",
    "settlement:read": "讀取交易、結算單及結算日",
    "settlement:write": "上載結算單",
    "webhooks:write": "管理端點及查看其記錄：持有者可把所有事件發送到任何地方",
  },
  problems: {
    invalid_input: "請求中有內容不符要求。",
    not_signed_in: "請求沒有附上有效的 API 金鑰。",
    not_allowed: "這條 API 金鑰沒有所需的權限範圍。",
    own_request: "須由另一人決定。",
    not_found: "沒有這個項目。",
    method_not_allowed: "這個網址不接受該方法。",
    changed_meanwhile: "期間已有變更：請重新讀取再決定。",
    request_reused: "曾以其他內容提出同一請求。",
    idempotency_key_reused: "這個 Idempotency-Key 已用於另一請求。",
    request_running: "以這個 Idempotency-Key 提出的第一個請求仍在進行。",
    order_not_open: "這張訂單已不能付款。",
    payment_not_paid: "這筆付款尚未付清。",
    refund_not_possible: "不能作出這項退款。",
    refund_in_progress: "已有一項退款正在進行。",
    day_closed: "該日已結帳。",
    day_not_ready: "仍有事項未處理，未能結帳。",
    month_closed: "該月已結帳。",
    resolution_not_possible: "不能以這種方式處理這項差異。",
    second_level_needed: "須由第二級人員決定。",
    file_too_large: "請求內容太大。",
    unsupported_media_type: "這裏不接受這類內容。",
    refund_too_large: "退款多於可退的餘額。",
    statement_refused: "檔案不是可以匯入的結算單。",
    refused_by_qfpay: "QFPay 拒絕了。",
    too_many_requests: "呼叫太頻密：請稍候再試。",
    internal: "我們這邊出錯了。",
    qfpay_unreachable: "未能連接 QFPay。",
    unavailable: "服務暫時未能回應：請再試。",
  },
  parameters: {
    IdempotencyKey:
      "你為這次呼叫自訂的名稱，最多 255 個字元。請以同一個鍵重複呼叫至收到回應：事情只會發生一次，每次重複都得到第一次的回應，即使系統曾經中斷。以同一個鍵作另一種呼叫會被拒絕。它與所建立的項目一同保留。",
    WebhookId: "事件自己的名稱：每次重發都相同。",
    WebhookTimestamp: "這次發送的時間，由 1970 年起計的秒數。",
    WebhookSignature: "`v1,` 之後是 `id.timestamp.body` 的 HMAC-SHA256，以 base64 表示；更換密鑰期間有兩個，以空格分隔。",
    "*": {
      limit: "要傳回多少項。",
      cursor: "上一頁的 `nextCursor`。只適用於相同的篩選條件。",
    },
  },
  schemas: { Problem: "RFC 9457 的問題詳情。" },
  fields: {
    Problem: {
      type: "說明這類問題的網址。",
      title: "每個同類問題都相同。",
      status: "HTTP 狀態碼。",
      detail: "這次的情況，供人閱讀。",
      instance: "這次拒絕的名稱：查詢支援時請提供。",
      code: "問題的種類，供程式使用：請按它判斷，切勿按文字。",
      errors: "有問題的欄位；沒有則為空。",
      "errors.field": "欄位的路徑，以點分隔。",
      "errors.fault": "有甚麼問題，以一個詞表示。",
    },
    "*": { nextCursor: "作為 `cursor` 傳入可讀下一頁；最後一頁為 null。" },
  },
};
