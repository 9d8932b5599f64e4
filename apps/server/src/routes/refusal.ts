import { AppError, httpStatusOf } from "@tillbook/api/errors";
import type { FastifyReply } from "fastify";

/** Does the work of a plain route; what a verb refuses is answered with its code, everything else is a fault of ours. */
export async function answeredAsRefusal(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return reply.code(httpStatusOf(error.code)).send({ appCode: error.code, message: error.message, fields: error.fields });
  }
}
