import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import { expect, request } from "@playwright/test";
import { DEMO_STAFF } from "@tillbook/server/demo-staff";
import type { Product } from "./product.ts";

export type StaffRole = (typeof DEMO_STAFF)[number]["role"];

/** Who plays a role in the stories. */
export function demoStaff(role: StaffRole): (typeof DEMO_STAFF)[number] {
  const person = DEMO_STAFF.find((one) => one.role === role);
  if (!person) throw new Error(`nobody at the demo merchant is ${role}`);
  return person;
}

/**
 * A saved session of a role, opened once a run: signing in is limited, and is a story of its own.
 * @returns path of Playwright's storage state
 */
export async function sessionOf(role: StaffRole, { baseUrl, folder }: Product): Promise<string> {
  const file = path.join(folder, `session-${role}.json`);
  if (existsSync(file)) return file;
  const { email, password } = demoStaff(role);
  const browserless = await request.newContext({ baseURL: baseUrl, extraHTTPHeaders: { origin: baseUrl } });
  const answer = await browserless.post("/api/auth/sign-in/email", { data: { email, password } });
  expect(answer.status(), `signing in as ${role}`).toBe(200);
  const unfinished = `${file}.${process.pid}`;
  await browserless.storageState({ path: unfinished });
  renameSync(unfinished, file); // two workers may open one each: either will do
  await browserless.dispose();
  return file;
}
