import { describe, expect, it } from "vitest";
import { readSettings } from "./env.ts";

const given = {
  DATABASE_URL: "postgresql://somebody:very-secret@127.0.0.1:5432/tillbook",
  PUBLIC_URL: "https://pay.example.com",
  QFPAY_API_BASE: "https://openapi-hk.qfapi.com",
  QFPAY_REDIRECT_BASE: "https://o2-hk.qfapi.com",
  QFPAY_APP_CODE: "APP",
  QFPAY_CLIENT_KEY: "KEY",
  TILLBOOK_SECRET: "thirty-two characters, or even more",
};
const complaint = (over: Readonly<Record<string, string | undefined>>) => {
  try {
    readSettings({ ...given, ...over });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
};

describe("the settings", () => {
  it("need no more than what only the merchant can know", () => {
    expect(readSettings(given)).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      QFPAY_SIGN_TYPE: "SHA256",
      QFPAY_CURRENCIES: ["HKD"],
      QFPAY_ENVIRONMENT: "production",
      SEED_DEMO: "0",
    });
  });

  it.each<[string, string | undefined]>([
    ["PORT", "http"], ["PORT", "-1"], ["PORT", "65536"], ["PORT", "30.5"],
    ["DATABASE_URL", undefined], ["DATABASE_URL", "mysql://very-secret@x/y"], ["DATABASE_URL", "tillbook"],
    ["PUBLIC_URL", undefined], ["PUBLIC_URL", "pay.example.com"], ["PUBLIC_URL", "ftp://pay.example.com"], ["PUBLIC_URL", "https://example.com/pay"], ["PUBLIC_URL", "https://example.com?a=1"],
    ["QFPAY_API_BASE", undefined], ["QFPAY_API_BASE", "openapi"], ["QFPAY_REDIRECT_BASE", undefined], ["QFPAY_REDIRECT_BASE", "javascript:alert(1)"],
    ["QFPAY_APP_CODE", undefined], ["QFPAY_APP_CODE", ""], ["QFPAY_CLIENT_KEY", undefined], ["QFPAY_MCHID", "M".repeat(33)],
    ["QFPAY_SIGN_TYPE", "SHA1"], ["QFPAY_CURRENCIES", "HKD,BTC"], ["QFPAY_CURRENCIES", "hkd"], ["QFPAY_CURRENCIES", ","], ["QFPAY_ENVIRONMENT", "live"],
    ["PHONE_URL", "phone"], ["TILLBOOK_SECRET", undefined], ["TILLBOOK_SECRET", "very-secret"], ["SEED_DEMO", "yes"], ["LOG_LEVEL", "loud"], ["OWNER_EMAIL", "me"], ["OWNER_PASSWORD", "short"],
  ])("stop the start with one sentence about %s when it is %j", (name, value) => {
    const told = complaint({ [name]: value });
    expect(told).toMatch(new RegExp(`^${name} (must|is given) .+\\. See \\.env\\.example\\.$`));
    expect(told).not.toContain("very-secret");
  }); // biome-ignore format: a list reads better

  it("complain about everything at once", () => {
    expect(complaint({ PORT: "x", LOG_LEVEL: "loud", QFPAY_APP_CODE: undefined }).split("\n")).toHaveLength(3);
  });

  it("are read without a slash behind addresses, and empty ones as not given", () => {
    expect(readSettings({ ...given, PUBLIC_URL: "https://pay.example.com/", QFPAY_MCHID: "", LOG_LEVEL: "" })).toMatchObject({
      PUBLIC_URL: "https://pay.example.com",
      LOG_LEVEL: "info",
    });
    expect(readSettings({ ...given, QFPAY_MCHID: "" }).QFPAY_MCHID).toBeUndefined();
    expect(readSettings({ ...given, QFPAY_CURRENCIES: "HKD, CNY" }).QFPAY_CURRENCIES).toEqual(["HKD", "CNY"]);
  });
});
