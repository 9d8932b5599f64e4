import type { StaffRouter } from "@tillbook/api/staff-router";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";

/** One signed-in person, calling the server over HTTP as the screens do. */
export type Desk = {
  readonly trpc: TRPCClient<StaffRouter>;
  readonly headers: Readonly<Record<string, string>>;
  upload(name: string, bytes: Uint8Array): Promise<Response>;
};

export async function signIn(url: string, person: { email: string; password: string }): Promise<Desk> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: person.email, password: person.password }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  return deskWith(url, cookieOf(answer));
}

/** A desk at which nobody signed in. */
export function strangerAt(url: string): Desk {
  return deskWith(url, "");
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

function deskWith(url: string, cookie: string): Desk {
  const headers = { cookie, origin: url };
  return {
    headers,
    trpc: createTRPCClient<StaffRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] }),
    upload: (name, bytes) =>
      fetch(`${url}/api/statements?name=${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/octet-stream" },
        body: Buffer.from(bytes),
      }),
  };
}
