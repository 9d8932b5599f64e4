import { changeEndpointSchema, createEndpointSchema } from "@tillbook/domain/webhooks";
import { z } from "zod";
import { staff, staffProcedure } from "../trpc.ts";
import { listDeliveries, listDeliveriesSchema, MOST_AT_ONCE, readDelivery, sendAgain, sendTestEvent } from "./deliveries.ts";
import {
  changeEndpoint,
  createEndpoint,
  listEndpoints,
  pauseEndpoint,
  removeEndpoint,
  resumeEndpoint,
  rotateSecret,
} from "./manage-endpoints.ts";

const oneEndpoint = z.strictObject({ endpointId: z.uuid("not_a_uuid") });

export const webhooksRouter = staff.router({
  endpoints: staffProcedure.query(({ ctx }) => listEndpoints(ctx)),
  create: staffProcedure.input(createEndpointSchema).mutation(({ ctx, input }) => createEndpoint(ctx, input)),
  change: staffProcedure.input(changeEndpointSchema.extend(oneEndpoint.shape)).mutation(({ ctx, input }) => changeEndpoint(ctx, input)),
  pause: staffProcedure.input(oneEndpoint).mutation(({ ctx, input }) => pauseEndpoint(ctx, input)),
  resume: staffProcedure.input(oneEndpoint).mutation(({ ctx, input }) => resumeEndpoint(ctx, input)),
  rotateSecret: staffProcedure.input(oneEndpoint).mutation(({ ctx, input }) => rotateSecret(ctx, input)),
  remove: staffProcedure.input(oneEndpoint).mutation(({ ctx, input }) => removeEndpoint(ctx, input)),
  sendTest: staffProcedure.input(oneEndpoint).mutation(({ ctx, input }) => sendTestEvent(ctx, input)),
  deliveries: staffProcedure.input(listDeliveriesSchema).query(({ ctx, input }) => listDeliveries(ctx, input)),
  delivery: staffProcedure.input(z.strictObject({ deliveryId: z.uuid("not_a_uuid") })).query(({ ctx, input }) => readDelivery(ctx, input)),
  sendAgain: staffProcedure
    .input(z.strictObject({ deliveryIds: z.array(z.uuid("not_a_uuid")).min(1, "required").max(MOST_AT_ONCE, "too_many") }))
    .mutation(({ ctx, input }) => sendAgain(ctx, input)),
});
