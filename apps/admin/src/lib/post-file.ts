import { CallFailed, readFailure } from "./failure.ts";

/** Sends a file and answers what came back, as `read` knows it. Throws {@link CallFailed} when nothing answered or the file was refused. */
export async function postFile<Answer>(address: string, file: File, read: (body: unknown) => Answer | null): Promise<Answer> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  }).catch(() => null);
  if (answer === null) throw new CallFailed({ code: "unreachable", fields: [] });
  const body: unknown = await answer.json().catch(() => null);
  const known = answer.ok ? read(body) : null;
  if (known === null) throw new CallFailed(readFailure(body));
  return known;
}
