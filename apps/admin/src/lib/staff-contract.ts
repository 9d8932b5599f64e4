// What the screens expect of the staff side until its router can be imported.
import type { ErrorData } from "../../../../packages/api/src/trpc.ts";
import type { DayRow, DayView } from "@tillbook/api/reconciliation";
import type { StatementFileView } from "@tillbook/api/settlement";
import type { OrderDetail, OrderPage, OrderState, SessionView, TakingsView } from "@tillbook/api/views";
import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure, TRPCSubscriptionProcedure, TRPCDefaultErrorShape } from "@trpc/server";

type Q<I, O> = TRPCQueryProcedure<{ input: I; output: O; meta: unknown }>;
type M<I, O> = TRPCMutationProcedure<{ input: I; output: O; meta: unknown }>;
type Shape = Omit<TRPCDefaultErrorShape, "data"> & { data: { code: string; httpStatus: number } & ErrorData };
type Root = { ctx: object; meta: object; errorShape: Shape; transformer: false };
export type StaffRouter = TRPCBuiltRouter<
  Root,
  {
    session: { me: Q<void, SessionView> };
    orders: {
      create: M<{ requestId: string; amount: string; currency: string; face: "qr" | "link"; goodsName?: string; note?: string; expiresInMinutes?: number }, OrderDetail>;
      list: Q<{ states?: OrderState[]; q?: string; createdFrom?: string; createdTo?: string; paidFrom?: string; paidTo?: string; currency?: string; cursor?: string; limit?: number }, OrderPage>;
      byId: Q<{ orderId: string }, OrderDetail>;
      refreshQr: M<{ orderId: string }, OrderDetail>;
      cancel: M<{ orderId: string }, OrderDetail>;
      enquire: M<{ orderId: string }, OrderDetail>;
      changes: TRPCSubscriptionProcedure<{ input: { orderId?: string }; output: AsyncIterable<{ orderId: string; topic: string }>; meta: unknown }>;
    };
    refunds: { create: M<{ requestId: string; paymentId: string; amount: string; reason: string }, OrderDetail> };
    settlement: { files: Q<{ limit?: number }, StatementFileView[]>; file: Q<{ fileId: string }, StatementFileView> };
    reconciliation: { days: Q<{ month: string }, DayRow[]>; day: Q<{ settleDay: string }, DayView>; run: M<{ settleDay: string; asOf?: string }, DayView> };
    insights: { takings: Q<{ day: string }, TakingsView> };
  }
>;
