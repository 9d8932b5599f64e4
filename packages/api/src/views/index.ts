export type { ApprovalKind, ApprovalView, PersonView } from "./approval-views.ts";
export type {
  CallView,
  ChangeView,
  ClockName,
  ClockView,
  DeliveryView,
  EvidenceView,
  ShownBody,
  ShownFields,
  SupportQuestion,
} from "./evidence-views.ts";
export type { AdviceCode, FigureName, FigureView, HealthMark, HealthView, LightName, LightTone, LightView } from "./health-views.ts";
export type { ImportLine } from "./import-views.ts";
export type {
  FindingCode,
  FindingView,
  LedgerAccount,
  NotificationDetail,
  NotificationPage,
  NotificationRow,
  Verdict,
} from "./notification-views.ts";
export type { CaseDetail, CaseEnquiry, CaseKind, CasePage, CaseResolution, CaseRow, EnquiredRow } from "./payment-views.ts";
export type { InspectedTableView, InspectionView, PreviewField, PreviewRowView, PreviewView } from "./preview-views.ts";
export type {
  CheckView,
  FeasibilityView,
  OutsideRefundView,
  RefundCounts,
  RefundDetail,
  RefundPage,
  RefundPlace,
  RefundStateName,
  RefundView,
  StandingView,
} from "./refund-views.ts";
export type {
  AskedView,
  LiveQrView,
  MoneyView,
  OrderDetail,
  OrderPage,
  OrderRow,
  OrderState,
  PaymentStateName,
  PaymentView,
  SessionView,
  TakingsView,
  TimelineEntry,
} from "./views.ts";
