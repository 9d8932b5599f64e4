import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestLedger } from "./digest-ledger.ts";

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
/** Few of them differ in their first digits, so that those behind decide. */
const digest = fc.oneof(
  hex,
  hex.map((text) => `${"0".repeat(12)}${text.slice(12)}`),
  fc.constant("f".repeat(64)),
);

function ledgerHash(digests: readonly string[], notes: readonly string[], held?: number): { rows: string; content: string } {
  const ledger = digestLedger(held);
  try {
    for (const each of digests) ledger.add(each);
    return ledger.hash(notes);
  } finally {
    ledger.discard();
  }
}

describe("the hash over all rows", () => {
  it("is that of the digests in sorted order, then of the notes, however they came", () => {
    fc.assert(
      fc.property(fc.array(digest, { maxLength: 60 }), fc.array(fc.string(), { maxLength: 3 }), (digests, notes) => {
        const sorted = digests.toSorted().join("");
        const told = notes.toSorted().map((note) => `\n${note}`);
        const hash = (...parts: string[]): string => createHash("sha256").update(parts.join("")).digest("hex");
        expect(ledgerHash(digests, notes)).toEqual({ rows: hash(sorted), content: hash(sorted, ...told) });
      }),
    );
  });

  it("is the same when most of them rest on disk meanwhile", () => {
    fc.assert(
      fc.property(fc.array(digest, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (digests, held) => {
        expect(ledgerHash(digests, [], held)).toEqual(ledgerHash(digests.toReversed(), []));
      }),
      { numRuns: 25 },
    );
  });
});
