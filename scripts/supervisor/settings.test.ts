import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const read = (env: Record<string, string>) => readSettings(env, "/srv/tillbook", false);
const qfpay = { QFPAY_API_BASE: "https://openapi-hk.qfapi.com", QFPAY_REDIRECT_BASE: "https://o2-hk.qfapi.com" };
const credentials = { QFPAY_APP_CODE: "an app code", QFPAY_CLIENT_KEY: "a client key" };

describe("the settings of a start", () => {
  it("need nothing: everything is brought along", () => {
    expect(read({})).toMatchObject({
      port: 3000,
      localUrl: "http://127.0.0.1:3000",
      dataDir: "/srv/tillbook/.data",
      gateway: { kind: "simulated" },
    });
    expect(read({}).databaseUrl).toBeUndefined();
  });

  it("take an empty value for none", () => {
    expect(read({ PORT: "", DATABASE_URL: " " })).toEqual(read({}));
  });

  it("know where this machine reaches the server", () => {
    expect(read({ PORT: "8080" }).localUrl).toBe("http://127.0.0.1:8080");
    expect(read({ HOST: "0.0.0.0" }).localUrl).toBe("http://127.0.0.1:3000");
    expect(read({ HOST: "::1" }).localUrl).toBe("http://[::1]:3000");
  });

  it("drop the trailing slash of the public address", () => {
    expect(read({ PUBLIC_URL: "https://pay.example.com/" }).publicUrl).toBe("https://pay.example.com");
  });

  it("start no simulator when both addresses of QFPay are given", () => {
    expect(read({ ...qfpay, ...credentials }).gateway).toEqual({ kind: "given" });
  });

  it.each([
    ["PORT", { PORT: "abc" }],
    ["PORT", { PORT: "0" }],
    ["PORT", { PORT: "65536" }],
    ["PORT", { PORT: "80.5" }],
    ["PUBLIC_URL", { PUBLIC_URL: "pay.example.com" }],
    ["PUBLIC_URL", { PUBLIC_URL: "ftp://pay.example.com" }],
    ["DATABASE_URL", { DATABASE_URL: "localhost" }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://localhost/books" }],
    ["TILLBOOK_SECRET", { DATABASE_URL: "postgresql://localhost/books" }],
    ["TILLBOOK_SECRET", { TILLBOOK_SECRET: "short" }],
    ["QFPAY_REDIRECT_BASE", { QFPAY_API_BASE: qfpay.QFPAY_API_BASE }],
    ["QFPAY_API_BASE", { QFPAY_REDIRECT_BASE: qfpay.QFPAY_REDIRECT_BASE }],
    ["QFPAY_APP_CODE", qfpay],
    ["QFPAY_CLIENT_KEY", { ...qfpay, QFPAY_APP_CODE: "an app code" }],
  ])("are refused with a sentence that begins with %s: %o", (name, env) => {
    expect(() => read(env)).toThrow(new RegExp(`^${name} `));
  });

  it("name everything at fault at once, without repeating what was given", () => {
    const env = { PORT: "http", DATABASE_URL: "user:hunter2@db" };
    expect(() => read(env)).toThrow(/PORT[^]*DATABASE_URL/);
    expect(() => read(env)).not.toThrow(/hunter2/);
  });
});
