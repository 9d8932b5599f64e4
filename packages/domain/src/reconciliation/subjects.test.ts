import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlace, parseSubject, placeText, type Subject, subjectText } from "./index.ts";

const lineNo = fc.integer({ min: 1, max: 9_999_999 });
const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({ kind: fc.constantFrom("line" as const, "bank" as const), fileId: fc.uuid(), lineNo }),
  fc.record({
    kind: fc.constant("transaction" as const),
    syssn: fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !/\n|\r|[\u2028\u2029]/.test(text)),
  }),
  fc.record({
    kind: fc.constant("file" as const),
    fileId: fc.uuid(),
    currency: fc.constantFrom("HKD" as const, "JPY" as const),
    batchNo: fc.constantFrom(null, "B1", "B 2:x"),
  }),
);

describe("what a break is about", () => {
  it("is read back from its text as it was", () => {
    fc.assert(
      fc.property(subject, (given) => {
        expect(parseSubject(subjectText(given))).toEqual(given);
      }),
    );
    fc.assert(
      fc.property(fc.record({ fileId: fc.uuid(), lineNo }), (place) => {
        expect(parsePlace(placeText(place))).toEqual(place);
      }),
    );
  });
  it("is nothing else", () => {
    expect(() => parseSubject("break 7")).toThrow("is no subject");
  });
});
