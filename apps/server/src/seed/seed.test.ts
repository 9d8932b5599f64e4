import { connect } from "@tillbook/db/client";
import { useTestDatabase } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { createAuth } from "../auth/index.ts";
import { DEMO_STAFF } from "../demo/index.ts";
import { readSettings } from "../env.ts";
import { createVault } from "../vault/index.ts";
import { seed } from "./index.ts";

const database = useTestDatabase();
const NOW = new Date("2026-03-10T10:00:00+08:00");
const secret = "a secret of at least thirty-two characters";

/** One server instance starting, with connections of its own. */
async function start(over: Readonly<Record<string, string>> = {}, now = NOW): Promise<void> {
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
    await seed({ db, auth, vault: createVault(secret), settings, now });
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

describe("a start with other keys", () => {
  const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
  const open = (sealed: string | null | undefined): string | null => (sealed ? createVault(secret).open(sealed) : null);
  const APP = { QFPAY_APP_CODE: "ROTATING", QFPAY_CLIENT_KEY: "FIRST" };
  async function keysAfter(over: Readonly<Record<string, string>>, now: Date) {
    await start({ ...APP, ...over }, now);
    const account = await database.db.read.accounts.byAppCode("ROTATING", null);
    if (!account) throw new Error("there is no such account");
    return {
      client: open(account.sealedClientKey),
      notification: open(account.sealedNotificationKey),
      previous: open(account.previousSealedClientKey),
      until: account.previousKeyUntil,
      since: account.clientKeySince,
      seal: account.sealedClientKey,
    };
  }

  it("keeps everything as it was while no key changes, the seals as well", async () => {
    const first = await keysAfter({}, NOW);
    expect(first).toMatchObject({ client: "FIRST", notification: null, previous: null, until: null, since: NOW });
    expect(await keysAfter({}, hours(5))).toEqual(first);
  });

  it("believes the key of before for two more days, since QFPay repeats for one", async () => {
    expect(await keysAfter({ QFPAY_CLIENT_KEY: "SECOND" }, hours(10))).toMatchObject({
      client: "SECOND",
      previous: "FIRST",
      until: hours(58),
      since: hours(10),
    });
    expect(await keysAfter({ QFPAY_CLIENT_KEY: "SECOND" }, hours(20))).toMatchObject({
      previous: "FIRST",
      until: hours(58),
      since: hours(10),
    });
  });

  it("goes over to a notification key of its own, to another, and back, in the same way", async () => {
    const second = { QFPAY_CLIENT_KEY: "SECOND" };
    const own = await keysAfter({ ...second, QFPAY_NOTIFICATION_KEY: "OWN" }, hours(100));
    expect(own).toMatchObject({ client: "SECOND", notification: "OWN", previous: "SECOND", until: hours(148), since: hours(10) });
    expect(await keysAfter({ ...second, QFPAY_NOTIFICATION_KEY: "OTHER" }, hours(200))).toMatchObject({
      notification: "OTHER",
      previous: "OWN",
    });
    expect(await keysAfter(second, hours(300))).toMatchObject({ notification: null, previous: "OTHER", until: hours(348) });
  });

  it("leaves what notifications are believed by alone when only the key of requests changes", async () => {
    await keysAfter({ QFPAY_CLIENT_KEY: "SECOND", QFPAY_NOTIFICATION_KEY: "OWN" }, hours(400));
    const changed = await keysAfter({ QFPAY_CLIENT_KEY: "THIRD", QFPAY_NOTIFICATION_KEY: "OWN" }, hours(500));
    expect(changed).toMatchObject({ client: "THIRD", notification: "OWN", previous: "SECOND", until: hours(448), since: hours(500) });
  });

  it("forgets a key that was sealed under another secret: nobody can open it any more", async () => {
    const [account] = await database.db.read.sql<{ id: string }>(`SELECT "id" FROM "MerchantAccount" WHERE "appCode" = 'ROTATING'`);
    await database.db.read.sql(
      `UPDATE "MerchantAccount" SET "sealedClientKey" = $2, "sealedNotificationKey" = NULL, "previousSealedClientKey" = NULL, "previousKeyUntil" = NULL WHERE "id" = $1`,
      [account?.id, createVault("another secret of at least thirty-two characters").seal("LOST")],
    );
    expect(await keysAfter({ QFPAY_CLIENT_KEY: "FOURTH" }, hours(600))).toMatchObject({
      client: "FOURTH",
      previous: null,
      since: hours(600),
    });
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
