import { setTimeout as wait } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { CallPlan } from "../faults/index.ts";
import type { Outgoing } from "./outgoing.ts";

const DRIP_MS = 20;

/** Waits so many real milliseconds, or until the caller hangs up. */
export async function pause(request: FastifyRequest, milliseconds: number): Promise<void> {
  if (milliseconds <= 0) return;
  const gone = new AbortController();
  const { socket } = request.raw;
  const hangUp = (): void => gone.abort();
  socket.once("close", hangUp);
  if (socket.destroyed) hangUp();
  await wait(milliseconds, undefined, { signal: gone.signal }).catch(() => undefined);
  socket.off("close", hangUp);
}

/** Ends the connection with a reset instead of an answer, after so many real milliseconds. */
export async function vanish(request: FastifyRequest, reply: FastifyReply, afterMs = 0): Promise<FastifyReply> {
  await pause(request, afterMs);
  reply.hijack();
  request.raw.socket.resetAndDestroy();
  return reply;
}

/** Sends an answer: whole, or cut or dripping as the plan has it. */
export async function transmit(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Outgoing,
  plan: Pick<CallPlan, "cutAtByte" | "bytesPerSecond">,
): Promise<FastifyReply> {
  const { status, headers, body } = answer;
  if (plan.cutAtByte === undefined && plan.bytesPerSecond === undefined) return reply.code(status).headers(headers).send(body);
  reply.hijack();
  reply.raw.writeHead(status, { ...headers, "content-length": body.length });
  reply.raw.flushHeaders();
  const end = lengthOf(body, plan.cutAtByte);
  if (plan.bytesPerSecond === undefined) reply.raw.write(body.subarray(0, end));
  else await drip(request, reply, body.subarray(0, end), plan.bytesPerSecond);
  if (end === body.length) reply.raw.end();
  else request.raw.socket.end(() => request.raw.socket.destroy()); // what was written still goes out
  return reply;
}

function lengthOf(body: Buffer, cutAtByte: number | undefined): number {
  if (cutAtByte === undefined) return body.length;
  return Math.max(0, Math.min(body.length, cutAtByte < 0 ? body.length + cutAtByte : cutAtByte));
}

async function drip(request: FastifyRequest, reply: FastifyReply, body: Buffer, bytesPerSecond: number): Promise<void> {
  const slice = Math.max(1, Math.round((bytesPerSecond * DRIP_MS) / 1000));
  for (let from = 0; from < body.length && !request.raw.socket.destroyed; from += slice) {
    const part = body.subarray(from, from + slice);
    reply.raw.write(part);
    await pause(request, (part.length * 1000) / bytesPerSecond);
  }
}
