import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const root = path.join(import.meta.dirname, "..");
const house = mkdtempSync(path.join(tmpdir(), "tillbook-imports-"));

type Example = { file: string; line: string };
const importing = (file: string, specifier: string): Example => ({ file, line: `export { thing } from "${specifier}";` });
const importingType = (file: string, specifier: string): Example => ({ file, line: `export type { Thing } from "${specifier}";` });

const domain = "packages/domain/src/payments/a-file.ts";
const qfpay = "packages/qfpay/src/payments/a-file.ts";
const db = "packages/db/src/payments/a-file.ts";
const api = "packages/api/src/payments/a-file.ts";
const router = "packages/api/src/payments/router.ts";
const server = "apps/server/src/routes/a-file.ts";
const admin = "apps/admin/src/features/payments/a-file.ts";
const adminLib = "apps/admin/src/lib/a-file.ts";
const adminRoute = "apps/admin/src/app/routes/a-file.ts";
const pay = "apps/pay/src/pages/a-file.ts";
const simulator = "apps/simulator/src/gateway/a-file.ts";
const e2e = "e2e/stories/a-file.ts";

const allowed = [
  importing(domain, "zod"),
  importing(domain, "../money/index.ts"),
  importing(domain, "../orders/index.ts"),
  importing("packages/domain/src/payments/a-file.test.ts", "fast-check"),
  importing(qfpay, "@tillbook/domain/money"),
  importing(qfpay, "node:crypto"),
  importing(db, "@tillbook/domain/payments"),
  importing(db, "../orders/index.ts"),
  importing(db, "../generated/client.ts"),
  importing(db, "pg"),
  importing(api, "@tillbook/domain/payments"),
  importing(api, "@tillbook/qfpay/payments"),
  importing(api, "@tillbook/db/orders"),
  importing(router, "@trpc/server"),
  importing("packages/api/src/staff-router.ts", "@trpc/server"),
  importing("packages/api/src/trpc.ts", "@trpc/server"),
  importing("packages/domain/src/webhooks/a-file.ts", "../orders/index.ts"),
  importing("packages/api/src/webhooks/a-file.ts", "../orders/index.ts"),
  importing("packages/api/src/merchants-api/a-file.ts", "../reconciliation/index.ts"),
  importing("packages/api/src/reconciliation/a-file.ts", "../account-rules/index.ts"),
  importing(server, "@tillbook/api/merchants-api"),
  importing("packages/api/src/observations/a-file.ts", "@tillbook/db/notifications"),
  importing("packages/api/src/evidence/a-file.ts", "../notifications/index.ts"),
  importing("packages/api/src/health/a-file.ts", "@tillbook/db/health"),
  importing(server, "@tillbook/api/staff-router"),
  importing(server, "@tillbook/db/client"),
  importing(server, "@tillbook/qfpay/client"),
  importing(server, "@tillbook/pay"),
  importing(admin, "@tillbook/domain/refunds"),
  importing(admin, "../../components/money-text.tsx"),
  importingType(admin, "@tillbook/api/staff-router"),
  importing(adminRoute, "../../features/refunds/index.ts"),
  importing(pay, "@tillbook/domain/money"),
  importingType(pay, "@tillbook/api/public-router"),
  importing(simulator, "@tillbook/qfpay/signing"),
  importing(simulator, "@tillbook/qfpay/names"),
  importing(e2e, "@tillbook/server/demo-staff"),
];

const refused = [
  importing(api, "../evidence/index.ts"),
  importing(router, "../health/index.ts"),
  importing(db, "../health/index.ts"),
  importing(admin, "../notifications/index.ts"),
  importing(admin, "../health/index.ts"),
  importing(domain, "@tillbook/db/payments"),
  importing(domain, "@tillbook/qfpay/names"),
  importing(domain, "../../../db/src/client/index.ts"),
  importing(domain, "node:fs"),
  importing(domain, "react"),
  importing(domain, "../refunds/index.ts"),
  importing("packages/domain/src/money/a-file.ts", "../orders/index.ts"),
  importing("packages/domain/src/settlement/a-file.ts", "../reconciliation/index.ts"),
  importing("packages/domain/src/settlement/a-file.ts", "../account-rules/index.ts"),
  importing("packages/api/src/settlement/a-file.ts", "../account-rules/index.ts"),
  importing(qfpay, "@tillbook/db/payments"),
  importing(qfpay, "@tillbook/api/payments"),
  importing(qfpay, "@tillbook/simulator/gateway"),
  importing(db, "@tillbook/qfpay/payments"),
  importing(db, "@tillbook/api/payments"),
  importing(db, "@trpc/server"),
  importing(db, "../refunds/index.ts"),
  importing("packages/db/src/orders/a-file.ts", "@tillbook/domain/payments"),
  importing(api, "@tillbook/server/demo"),
  importing(api, "@tillbook/simulator/gateway"),
  importing(api, "@trpc/server"),
  importing(api, "@prisma/client"),
  importing(api, "pg"),
  importing(api, "../refunds/index.ts"),
  importing(router, "../refunds/index.ts"),
  importing("packages/api/src/refunds/a-file.ts", "@tillbook/domain/settlement"),
  importing(api, "../webhooks/index.ts"),
  importing(api, "../merchants-api/index.ts"),
  importing(domain, "../access/index.ts"),
  importing("packages/db/src/payments/a-file.ts", "../webhooks/index.ts"),
  importing("packages/domain/src/webhooks/a-file.ts", "../reconciliation/index.ts"),
  importing("packages/api/src/webhooks/a-file.ts", "../merchants-api/index.ts"),
  importing("packages/api/src/access/a-file.ts", "@trpc/server"),
  importing(admin, "../webhooks/index.ts"),
  importing(server, "@tillbook/simulator/gateway"),
  importing(server, "@prisma/client"),
  importing(admin, "@tillbook/api/staff-router"),
  importing(admin, "@tillbook/db/client"),
  importing(admin, "@tillbook/qfpay/payments"),
  importing(admin, "../refunds/index.ts"),
  importing(admin, "../orders/order-list.tsx"),
  importing(adminLib, "../features/orders/index.ts"),
  importing(pay, "@tillbook/api/public-router"),
  importing(pay, "@tillbook/db/client"),
  importing(pay, "react"),
  importing(simulator, "@tillbook/qfpay/payments"),
  importing(simulator, "@tillbook/domain/money"),
  importing(simulator, "@tillbook/db/client"),
  importing(e2e, "@tillbook/db/client"),
  importing(e2e, "../../packages/db/src/client/index.ts"),
  { file: api, line: "export const port = process.env.PORT;" },
  { file: domain, line: "export const now = Date.now();" },
];

const report = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });
const DIRECTION_RULES = /no-restricted-imports|no-process-env|no-restricted-properties/;
let complaints: ReadonlySet<string>;

/** Each example is a file of its own, in the room and with the ending that the rules go by. */
function placeOf(example: Example): string {
  const number = [...allowed, ...refused].indexOf(example);
  return example.file.replace("a-file", `example-${number}`).replace("/router.ts", `/example-${number}-router.ts`);
}

beforeAll(() => {
  copyFileSync(path.join(root, ".oxlintrc.json"), path.join(house, ".oxlintrc.json"));
  for (const example of [...allowed, ...refused]) {
    const file = path.join(house, placeOf(example));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${example.line}\n`);
  }
  const { diagnostics } = report.parse(JSON.parse(lint()));
  complaints = new Set(diagnostics.filter(({ code }) => DIRECTION_RULES.test(code)).map(({ filename }) => filename));
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

function lint(): string {
  try {
    return execFileSync(path.join(root, "node_modules/.bin/oxlint"), ["--format", "json"], { cwd: house, encoding: "utf8" });
  } catch (error) {
    if (error instanceof Error && "stdout" in error && typeof error.stdout === "string") return error.stdout; // it found something
    throw error;
  }
}

describe("imports point one way", () => {
  it.each(allowed)("$file may say: $line", (example) => {
    expect(complaints).not.toContain(placeOf(example));
  });

  it.each(refused)("$file may not say: $line", (example) => {
    expect(complaints).toContain(placeOf(example));
  });
});
