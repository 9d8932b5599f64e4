import { CallFailed, readFailure } from "../../lib/failure.ts";

/** Opens a session by e-mail and password; the cookie comes with the answer. Throws {@link CallFailed} when refused. */
export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  const answer = await post("/api/auth/sign-in/email", credentials);
  if (answer.ok) return;
  if (answer.status === 429) throw new CallFailed({ code: "too_many_requests", fields: [] });
  // better-auth says 401 for a wrong pair, 400 for an address that is none: both are the same news to the person.
  if (answer.status === 401 || answer.status === 400 || answer.status === 403) throw new CallFailed({ code: "not_signed_in", fields: [] });
  throw new CallFailed(readFailure(null));
}

/** Ends the session here. A lost connection is reported, so that nobody leaves a till believing it is closed. */
export async function signOut(): Promise<void> {
  const answer = await post("/api/auth/sign-out", {});
  if (!answer.ok && answer.status !== 401) throw new CallFailed(readFailure(null));
}

async function post(path: string, body: object): Promise<Response> {
  try {
    return await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new CallFailed({ code: "unreachable", fields: [] });
  }
}
