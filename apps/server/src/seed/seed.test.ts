import { connect } from "@tillbook/db/client";
import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { createAuth } from "../auth/index.ts";
import { DEMO_STAFF } from "../demo/index.ts";
import { readSettings } from "../env.ts";
import { createVault } from "../vault/index.ts";
import { seed } from "./index.ts";

const database = useTestDatabase();
const secret = "a secret of at least thirty-two characters";

/** One server instance starting, with connections of its own. */
async function start(over: Readonly<Record<string, string>> = {}): Promise<void> {
  const settings = readSettings({
    DATABASE_URL: database.url,
    PUBLIC_URL: "http://127.0.0.1:3000",
    QFPAY_API_BASE: "http://127.0.0.1:3001",
    QFPAY_REDIRECT_BASE: "http://127.0.0.1:3001",
    QFPAY_APP_CODE: "APP",
    QFPAY_CLIENT_KEY: "KEY",
    TILLBOOK_SECRET: secret,
    SEED_DEMO: "1",
    ...over,
  });
  const db = connect(database.url, { maxConnections: 4, onError: () => undefined });
  const auth = createAuth({ db, secret, publicUrl: settings.PUBLIC_URL });
  try {
    await seed({ db, auth, vault: createVault(secret), settings, now: new Date("2026-03-10T10:00:00+08:00") });
  } finally {
    await db.close();
  }
}
const people = () =>
  database.db.read.sql(`SELECT u."email", m."role" FROM "AuthUser" u JOIN "Membership" m ON m."userId" = u."id" ORDER BY 1`);

describe("a start", () => {
  it("by several instances at once makes one merchant and one person a role", async () => {
    await Promise.all([start(), start(), start()]);
    expect(await database.db.read.accounts.all()).toHaveLength(1);
    expect(await people()).toEqual(
      DEMO_STAFF.map(({ email, role }) => ({ email, role })).toSorted((a, b) => a.email.localeCompare(b.email)),
    );
  });

  it("with other settings keeps the merchant and takes over how to reach QFPay and what is accepted", async () => {
    const [before] = await database.db.read.accounts.all();
    await start({
      QFPAY_CLIENT_KEY: "A NEW KEY",
      QFPAY_SIGN_TYPE: "MD5",
      QFPAY_CURRENCIES: "HKD,CNY",
      QFPAY_API_BASE: "http://127.0.0.1:4001/",
    });
    const [after, ...others] = await database.db.read.accounts.all();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, signType: "MD5", currencies: ["HKD", "CNY"], apiBase: "http://127.0.0.1:4001" });
    expect(createVault(secret).open(after?.sealedClientKey ?? "")).toBe("A NEW KEY");
  });
});

describe("a first start with real credentials", () => {
  const real = { SEED_DEMO: "0", QFPAY_APP_CODE: "REAL" };
  it("says that an owner is needed, and makes nothing", async () => {
    await expect(start(real)).rejects.toThrow(/OWNER_EMAIL and OWNER_PASSWORD/);
    expect((await database.db.read.accounts.all()).map((account) => account.appCode)).not.toContain("REAL");
  });

  it("makes the owner once, and needs no such setting later", async () => {
    await start({ ...real, OWNER_EMAIL: "boss@shop.test", OWNER_PASSWORD: "a long enough password" });
    await start(real);
    expect(await people()).toContainEqual({ email: "boss@shop.test", role: "owner" });
  });
});
