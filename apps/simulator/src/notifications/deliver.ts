import { digest } from "@tillbook/qfpay/signing";

// How long QFPay reads is not documented.
const READ_TIMEOUT_MS = 5000;
const ANSWER_KEPT = 200;

/** What a receiver did with one delivery. */
export type Delivered = {
  readonly outcome: "accepted" | "refused" | "unreachable";
  readonly httpStatus: number | undefined;
  readonly answer: string;
};

/**
 * Posts one notification. Only HTTP 200 with exactly `SUCCESS` accepts it; a redirect is not followed.
 * The signature is the upper-case MD5 of the raw body followed by the key. docs/qfpay.md#notifications
 */
export async function deliver(url: string, body: string, key: string, stop: AbortSignal): Promise<Delivered> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-qf-sign": digest(body, key, "MD5") },
      body,
      redirect: "manual",
      signal: AbortSignal.any([stop, AbortSignal.timeout(READ_TIMEOUT_MS)]),
    });
    const answer = await response.text();
    const isAccepted = response.status === 200 && answer === "SUCCESS";
    return { outcome: isAccepted ? "accepted" : "refused", httpStatus: response.status, answer: answer.slice(0, ANSWER_KEPT) };
  } catch (cause) {
    return { outcome: "unreachable", httpStatus: undefined, answer: reasonOf(cause) };
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "no answer";
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
