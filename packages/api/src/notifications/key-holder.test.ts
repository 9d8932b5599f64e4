import type { SealedAccount } from "@tillbook/db/accounts";
import { after, NOW } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import { createKeyHolder } from "./index.ts";
import { signedWith } from "./testing/address.ts";

const HOUR = 3_600_000;
const anAccount = (id: string, over: Partial<SealedAccount> = {}): SealedAccount => ({
  id,
  organisationId: `organisation of ${id}`,
  name: id,
  appCode: `APPCODE-OF-${id}`,
  mchid: null,
  signType: "SHA256",
  apiBase: "https://qfpay.example",
  redirectBase: "https://qfpay.example",
  environment: "production",
  currencies: ["HKD"],
  closing: "close POST",
  refundRules: {},
  settlementRules: {},
  sealedClientKey: `sealed:key of ${id}`,
  clientKeySince: NOW,
  previousSealedClientKey: null,
  previousKeyUntil: null,
  sealedNotificationKey: null,
  ...over,
});

/** A holder over accounts that can be changed, with both clocks in hand. */
function holderOf(...accounts: SealedAccount[]) {
  const house = { accounts, now: NOW, machineMs: 0, reads: 0, complaints: 0 };
  const holder = createKeyHolder(
    {
      readAccounts: async () => {
        house.reads += 1;
        return house.accounts;
      },
      openKey: (sealed) => {
        if (!sealed.startsWith("sealed:")) throw new Error("sealed under another secret");
        return sealed.slice("sealed:".length);
      },
      clock: { now: () => house.now },
      log: { info: () => {}, warn: () => {}, error: () => (house.complaints += 1) },
    },
    () => house.machineMs,
  );
  const judge = (body: string, key: string) => holder.judge(signedWith(body, key));
  return { house, holder, judge };
}
const body = (mchid?: string) => JSON.stringify({ notify_type: "payment", ...(mchid === undefined ? {} : { mchid }) });

describe("several accounts behind one address", () => {
  it("are told apart by the key that signed, whatever the body says", async () => {
    const { judge } = holderOf(anAccount("one"), anAccount("other", { mchid: "M2" }));
    expect(await judge(body("M2"), "key of one")).toMatchObject({ is: "true", account: { id: "one" }, isAddressed: true });
    expect(await judge(body("M2"), "key of other")).toMatchObject({ is: "true", account: { id: "other" }, isAddressed: true });
    expect(await judge(body("M2"), "key of nobody")).toEqual({ is: "forged", reason: "wrong_signature" });
  });

  it("under one key are told apart by the merchant that was signed, and one who is none of them gets nothing", async () => {
    const shared = { sealedClientKey: "sealed:shared" };
    const { judge } = holderOf(anAccount("one", { ...shared, mchid: "M1" }), anAccount("other", { ...shared, mchid: "M2" }));
    expect(await judge(body("M2"), "shared")).toMatchObject({ account: { id: "other" }, isAddressed: true });
    expect(await judge(body("M3"), "shared")).toMatchObject({ account: { id: "one" }, isAddressed: false });
  });

  it("do not silence each other when the key of one cannot be opened", async () => {
    const { judge, house } = holderOf(anAccount("one", { sealedClientKey: "lost" }), anAccount("other"));
    expect(await judge(body(), "key of other")).toMatchObject({ is: "true", account: { id: "other" } });
    expect(house.complaints).toBe(1);
  });
});

describe("while keys change over", () => {
  const rotated = () =>
    anAccount("one", {
      previousSealedClientKey: "sealed:the key before",
      previousKeyUntil: after(48 * HOUR),
      sealedClientKey: "sealed:new",
    });

  it("both are believed, and the one before until its end", async () => {
    const { judge, house } = holderOf(rotated());
    expect(await judge(body(), "new")).toMatchObject({ is: "true", key: "current" });
    expect(await judge(body(), "the key before")).toMatchObject({ is: "true", key: "previous" });
    house.now = after(48 * HOUR - 1);
    expect(await judge(body(), "the key before")).toMatchObject({ key: "previous" });
    house.now = after(48 * HOUR);
    expect(await judge(body(), "the key before")).toEqual({ is: "forged", reason: "wrong_signature" });
  });

  it("a notification key of its own stands in the place of the client key", async () => {
    const { judge } = holderOf(anAccount("one", { sealedNotificationKey: "sealed:its own" }));
    expect(await judge(body(), "its own")).toMatchObject({ is: "true", key: "notification" });
    expect(await judge(body(), "key of one")).toEqual({ is: "forged", reason: "wrong_signature" });
  });

  it("a new key is believed a second after it was stored, and an old one is forgotten within five", async () => {
    const { judge, house } = holderOf(anAccount("one"));
    await judge(body(), "key of one");
    house.accounts = [anAccount("one", { sealedClientKey: "sealed:new" })];
    house.machineMs = 1_000;
    expect(await judge(body(), "new")).toMatchObject({ is: "true" });
    house.accounts = [anAccount("one")];
    house.machineMs = 5_999;
    expect(await judge(body(), "new")).toMatchObject({ is: "true" });
    house.machineMs = 6_000;
    expect(await judge(body(), "new")).toMatchObject({ is: "forged" });
  });
});

describe("keys that were read", () => {
  it("serve every delivery of the next seconds, true or forged", async () => {
    const { judge, house } = holderOf(anAccount("one"));
    for (let count = 0; count < 500; count++) {
      await judge(body(), count % 2 === 0 ? "key of one" : "forged");
      house.machineMs += 1;
    }
    expect(house.reads).toBe(1);
  });

  it("are read once by all who come at once, and again when somebody asks for today's", async () => {
    const { judge, house, holder } = holderOf(anAccount("one"));
    await Promise.all(Array.from({ length: 50 }, () => judge(body(), "key of one")));
    expect(house.reads).toBe(1);
    await holder.judge(signedWith(body(), "key of one"), { anew: true });
    expect(house.reads).toBe(2);
  });

  it("are tried again by the next delivery when they could not be read", async () => {
    const { judge, house } = holderOf(anAccount("one"));
    const { accounts } = house;
    Object.defineProperty(house, "accounts", {
      configurable: true,
      get: () => {
        throw new Error("the database is away");
      },
    });
    await expect(judge(body(), "key of one")).rejects.toThrow("the database is away");
    Object.defineProperty(house, "accounts", { value: accounts });
    expect(await judge(body(), "key of one")).toMatchObject({ is: "true" });
  });

  it("are taken out of every text that leaves the house, and an app_code but for its end", async () => {
    const account = anAccount("one", {
      previousSealedClientKey: "sealed:the key before",
      previousKeyUntil: after(1),
      sealedNotificationKey: "sealed:its own",
    });
    const scrub = await holderOf(account, anAccount("other")).holder.scrubber();
    const text = scrub("<key of one> <the key before> <its own> <key of other> <APPCODE-OF-other> plain");
    expect(text).toBe("<(key left out)> <(key left out)> <(key left out)> <(key left out)> <…ther> plain");
  });
});
