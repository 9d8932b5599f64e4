import { TRPCClientError } from "@trpc/client";
import { describe, expect, it } from "vitest";
import { CallFailed, failureOf, isSignedOut, mayPass, readFailure } from "./failure.ts";

const refused = (data: object) => TRPCClientError.from({ error: { code: -32600, message: "refused", data } });

describe("what a failed call tells the screen", () => {
  it("carries our code and the fields at fault", () => {
    const error = refused({ appCode: "invalid_input", fields: [{ field: "amount", fault: "too_large" }] });
    expect(failureOf(error)).toEqual({ code: "invalid_input", fields: [{ field: "amount", fault: "too_large" }] });
  });
  it("calls a lost connection unreachable, not a refusal", () => {
    expect(failureOf(TRPCClientError.from(new TypeError("Failed to fetch"))).code).toBe("unreachable");
  });
  it("falls back to a fault of ours for codes and bodies it does not know", () => {
    expect(readFailure({ appCode: "brand_new" }).code).toBe("internal");
    expect(readFailure("<html>").code).toBe("internal");
    expect(failureOf(new Error("bug")).code).toBe("internal");
  });
  it("tells an ended session from everything else", () => {
    expect(isSignedOut(refused({ appCode: "not_signed_in", fields: [] }))).toBe(true);
    expect(isSignedOut(new CallFailed({ code: "not_allowed", fields: [] }))).toBe(false);
  });
  it("asks again only what may pass by itself", () => {
    expect(mayPass(new CallFailed({ code: "unreachable", fields: [] }))).toBe(true);
    expect(mayPass(new CallFailed({ code: "not_found", fields: [] }))).toBe(false);
  });
});
