import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { after, aMerchant, aTransaction, NOW, useTestDatabase } from "../testing/index.ts";
import type { TransactionRow } from "./index.ts";

const database = useTestDatabase();
type Said = Partial<
  Pick<TransactionRow, "respcd" | "cancel" | "origssn" | "outTradeNo" | "chnlsn" | "mchid" | "payType" | "txdtm" | "paydtm">
>;

async function storedAfter(accountId: string, said: readonly Said[]): Promise<object | undefined> {
  const first = aTransaction(accountId);
  for (const [index, words] of said.entries()) await database.db.read.transactions.upsert({ ...first, ...words }, after(index));
  const [row] = await database.db.read.sql(
    `SELECT "respcd","cancel","origssn","outTradeNo","chnlsn","mchid","payType","txdtm","paydtm","amountMinor","createdAt" FROM "Transaction" WHERE "accountId" = $1 AND "syssn" = $2`,
    [accountId, first.syssn],
  );
  return row;
}

/** One transaction's story as QFPay tells it: undecided, then decided, then perhaps given back. Each word of it leaves out what it likes. */
const story = fc.constantFrom(
  [{ respcd: "1143" }, { respcd: "0000" }],
  [{ respcd: "1145" }, { respcd: "1201" }],
  [{ respcd: "1143" }, { respcd: "1181" }, { respcd: "0000" }],
  [{ respcd: "1143" }, { respcd: "0000" }, { respcd: "0000", cancel: "5" }, { respcd: "0000", cancel: "3" }],
  [{ respcd: "1143" }, { respcd: "0000" }, { respcd: "0000", cancel: "1" }],
  [{ respcd: "1143" }, { respcd: "1142", cancel: "2" }],
  [{ respcd: "1143" }, { respcd: "1142", cancel: "2" }, { respcd: "0000" }],
  [
    { respcd: "1142", cancel: "2" },
    { respcd: "0000", cancel: "0" },
    { respcd: "0000", cancel: "5" },
  ],
) satisfies fc.Arbitrary<Said[]>;
const known = { outTradeNo: "P1", chnlsn: "W1", mchid: "M1", payType: "800201", txdtm: NOW } as const;
const partly = fc.record(
  {
    outTradeNo: fc.constant("P1"),
    chnlsn: fc.constant("W1"),
    mchid: fc.constant("M1"),
    payType: fc.constant("800201"),
    txdtm: fc.constant(NOW),
  },
  { requiredKeys: [] },
);
const paidAt = (words: Said): Said => (words.respcd === "0000" ? { ...words, paydtm: after(60_000) } : words);

/** A story, told in order and in full, and the same words in another order with repeats. */
const retold = story.chain((words) =>
  fc
    .tuple(
      fc.shuffledSubarray([...words, ...words], { minLength: words.length * 2 }),
      fc.array(partly, { minLength: words.length * 2, maxLength: words.length * 2 }),
    )
    .map(([shuffled, details]) => ({
      inOrder: words.map((word): Said => ({ ...known, ...paidAt(word) })),
      anyOrder: [...shuffled.map((word, index): Said => ({ ...details[index], ...paidAt(word) })), { ...known, respcd: "1143" }],
    })),
);

describe("what the books know of a transaction", () => {
  it("only grows: any order of news, with any repeats, comes to the same", async () => {
    const { id } = await aMerchant(database.db);
    await fc.assert(
      fc.asyncProperty(retold, async ({ inOrder, anyOrder }) => {
        const { createdAt: _first, ...expected } = { createdAt: null, ...(await storedAfter(id, inOrder)) };
        expect(await storedAfter(id, anyOrder)).toMatchObject(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Said[], Said]>([
    ["money that moved is not taken back by an older word", [{ respcd: "0000" }, { respcd: "1143" }], { respcd: "0000" }],
    ["money that moved is not taken back by a refusal", [{ respcd: "0000" }, { respcd: "1201" }], { respcd: "0000" }],
    ["money after a refusal is money", [{ respcd: "1201" }, { respcd: "0000" }], { respcd: "0000" }],
    ["a refusal stands against a pending word", [{ respcd: "1201" }, { respcd: "1145" }], { respcd: "1201" }],
    ["a cancellation is not forgotten", [{ cancel: "2" }, { cancel: "0" }], { cancel: "2" }],
    [
      "money that came after the closing is not cancelled",
      [{ respcd: "1142", cancel: "2" }, { respcd: "0000" }],
      { respcd: "0000", cancel: "0" },
    ],
    ["an older closing does not cancel money", [{ respcd: "0000" }, { respcd: "1142", cancel: "2" }], { respcd: "0000", cancel: "0" }],
    ["a full refund is not made a part again", [{ cancel: "3" }, { cancel: "5" }], { cancel: "3" }],
    [
      "the time of payment is the one that came with the money",
      [
        { respcd: "1143", paydtm: NOW },
        { respcd: "0000", paydtm: after(9_000) },
      ],
      { paydtm: after(9_000) },
    ],
  ])("%s", async (_law, said, expected) => {
    expect(await storedAfter((await aMerchant(database.db)).id, said)).toMatchObject(expected);
  });

  it("is refused when a refund adds money or a payment takes some", async () => {
    const { id } = await aMerchant(database.db);
    const upsert = (row: Partial<TransactionRow>) => database.db.read.transactions.upsert(aTransaction(id, row), NOW);
    await expect(upsert({ kind: "refund" })).rejects.toMatchObject({ constraint: "refund_is_negative_and_payment_positive" });
    await expect(upsert({ amount: { minor: -1n, currency: "HKD" } })).rejects.toMatchObject({
      constraint: "refund_is_negative_and_payment_positive",
    });
  });
});
