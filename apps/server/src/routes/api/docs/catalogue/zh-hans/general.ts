export const GENERAL = {
  about: `向顾客收款，查看是否已付款，退款，并读取 QFPay 如何结算。

- **金额**以主要单位的十进制文字表示，旁边注明币种：\`"88.00"\`、\`"HKD"\`。日元没有小数。
- **时间**采用 ISO 8601 格式，以 UTC 表示。结算日是 UTC+8 的自然日。
- **重复调用**：以同一个 \`Idempotency-Key\` 重复 POST，任何时候都安全；请重复到有响应为止。500 或 503 表示事情未有了结：请再调用。
- **拒绝**以问题详情（RFC 9457）表示。请按 \`code\` 判断；\`errors\` 列出出错的字段。
- **列表**以 \`cursor\` 读下一页，只适用于相同的筛选条件。
- **未明也是答案**：QFPay 尚未说明一笔付款的结果时，\`isUnclear\` 为 true，我们会查询至有结果为止。切勿因第一个订单未明而创建第二个。
- **事件**可能重复送达，次序不定。每个 \`id\` 只处理一次；有疑问便读取订单。`,
  keys: "由店主在“开发者”页面创建。",
  tags: {
    Orders: { title: "订单", text: "应收的款项，以及用来付款的链接。" },
    Refunds: { title: "退款", text: "把款项退还顾客。" },
    Settlement: { title: "结算", text: "QFPay 所记的款项变动、它的结算单，以及由此核实的结算日。" },
    Webhooks: { title: "Webhook", text: "有变更便收到通知，无须查询。" },
  },
  scopes: {
    "orders:read": "读取订单及退款",
    "orders:write": "创建及取消订单",
    "refunds:write": "申请退款",
    "settlement:read": "读取交易、结算单及结算日",
    "settlement:write": "上传结算单",
    "webhooks:write": "管理端点及查看其记录：持有者可把所有事件发送到任何地方",
  },
  problems: {
    invalid_input: "请求中有内容不符要求。",
    not_signed_in: "请求没有附上有效的 API 密钥。",
    not_allowed: "这个 API 密钥没有所需的权限范围。",
    own_request: "须由另一人决定。",
    not_found: "没有这个项目。",
    method_not_allowed: "这个网址不接受该方法。",
    changed_meanwhile: "期间已有变更：请重新读取再决定。",
    request_reused: "曾以其他内容提出同一请求。",
    idempotency_key_reused: "这个 Idempotency-Key 已用于另一请求。",
    request_running: "以这个 Idempotency-Key 提出的第一个请求仍在进行。",
    order_not_open: "这个订单已不能付款。",
    payment_not_paid: "这笔付款尚未付清。",
    refund_not_possible: "不能作出这项退款。",
    refund_in_progress: "已有一项退款正在进行。",
    day_closed: "该日已关账。",
    day_not_ready: "仍有事项未处理，无法关账。",
    month_closed: "该月已关账。",
    resolution_not_possible: "不能以这种方式处理这项差异。",
    second_level_needed: "须由第二级人员决定。",
    file_too_large: "请求内容太大。",
    unsupported_media_type: "这里不接受这类内容。",
    refund_too_large: "退款多于可退的余额。",
    statement_refused: "文件不是可以导入的结算单。",
    refused_by_qfpay: "QFPay 拒绝了。",
    too_many_requests: "调用太频繁：请稍后再试。",
    internal: "我们这边出错了。",
    qfpay_unreachable: "无法连接 QFPay。",
    unavailable: "服务暂时无法响应：请再试。",
  },
  parameters: {
    IdempotencyKey:
      "您为这次调用自定义的名称，最多 255 个字符。请以同一个键重复调用至收到响应：事情只会发生一次，每次重复都得到第一次的响应，即使系统曾经中断。以同一个键作另一种调用会被拒绝。它与所创建的项目一同保留。",
    WebhookId: "事件自己的名称：每次重发都相同。",
    WebhookTimestamp: "这次发送的时间，从 1970 年起计的秒数。",
    WebhookSignature: "`v1,` 之后是 `id.timestamp.body` 的 HMAC-SHA256，以 base64 表示；更换密钥期间有两个，以空格分隔。",
    "*": {
      limit: "要返回多少项。",
      cursor: "上一页的 `nextCursor`。只适用于相同的筛选条件。",
    },
  },
  schemas: { Problem: "RFC 9457 的问题详情。" },
  fields: {
    Problem: {
      type: "说明这类问题的网址。",
      title: "每个同类问题都相同。",
      status: "HTTP 状态码。",
      detail: "这次的情况，供人阅读。",
      instance: "这次拒绝的名称：联系支持人员时请提供。",
      code: "问题的种类，供程序使用：请按它判断，切勿按文字。",
      errors: "出错的字段；没有则为空。",
      "errors.field": "字段的路径，以点分隔。",
      "errors.fault": "有什么问题，以一个词表示。",
    },
    "*": { nextCursor: "作为 `cursor` 传入可读下一页；最后一页为 null。" },
  },
};
