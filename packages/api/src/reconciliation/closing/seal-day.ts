import { randomUUID } from "node:crypto";
import type { Repositories } from "@tillbook/db/client";
import type { StoredClose, StoredRun } from "@tillbook/db/reconciliation";
import { certificateDigest, NO_ROWS, sealRow, withRow } from "@tillbook/domain/reconciliation/closing";
import type { BooksContext } from "../../settlement/index.ts";
import { sha256 } from "../digest.ts";
import { certificateHead, certificateRow } from "./certificate-text.ts";
import { closeRowsOf } from "./close-rows.ts";
import type { DayPostings } from "./post-day.ts";

/** Others in this process wait no longer than for so many rows. */
const PAGE = 1_000;

export type Sealing = {
  readonly run: StoredRun;
  readonly posts: DayPostings;
  readonly version: number;
  readonly maker: string;
  readonly checker: string;
};

/** Seals a day with a run: its rows one by one, their digests, and the head that names the close before. Answers the head. */
export async function sealDay(ctx: BooksContext, tx: Repositories, sealing: Sealing): Promise<StoredClose> {
  const { run, posts } = sealing;
  const last = await tx.closes.last(ctx.account.id);
  const bare = headOf(ctx, sealing, last);
  const rows = await sealRows(tx, run, bare.id);
  const previous = last && { settleDay: last.settleDay, version: last.version, digest: last.digest };
  const digest = certificateDigest(certificateHead({ ...bare, digest: "" }, previous, posts.postings), rows, sha256);
  const close = { ...bare, digest };
  await tx.closes.insert(close);
  await tx.closes.insertPostings(close.id, posts.postings);
  return close;
}

function headOf(
  ctx: BooksContext,
  { run, posts, version, maker, checker }: Sealing,
  last: StoredClose | null,
): Omit<StoredClose, "digest"> {
  const { id: accountId, name, mchid } = ctx.account;
  return {
    id: randomUUID(),
    accountId,
    seq: (last?.seq ?? 0) + 1,
    settleDay: run.settleDay,
    version,
    runId: run.id,
    previousDigest: last?.digest ?? null,
    accountName: name,
    mchids: mchid === null ? [] : [mchid],
    maker,
    checker,
    closedAt: ctx.clock.now(),
    asOf: run.asOf,
    ruleVersion: run.ruleVersion,
    resultHash: run.resultHash,
    files: [...run.inputs, ...run.lateInputs].map(({ name: file, rawSha256, contentHash }) => ({ name: file, rawSha256, contentHash })),
    totals: run.totals,
    proofs: proofsOf(run, posts),
    balances: posts.balances.map(({ off: _zero, ...balance }) => balance),
  };
}

/** Every proof of the day by currency; they are zero, or the day would not be closed. */
function proofsOf(run: StoredRun, { balances }: DayPostings): StoredClose["proofs"] {
  const files = [...new Set(run.fileProofs.map(({ currency }) => currency))].toSorted();
  return [
    ...files.map((currency) => ({ proof: "file" as const, currency, offMinor: 0n })),
    ...run.dayProofs.map(({ currency, off }) => ({ proof: "day" as const, currency, offMinor: off })),
    ...balances.map(({ currency, off }) => ({ proof: "balance" as const, currency, offMinor: off })),
  ];
}

/** Reads the run page by page; a row is read, numbered, sealed, kept and let go. Answers the digest of them all. */
async function sealRows(tx: Repositories, run: StoredRun, closeId: string): Promise<string> {
  let digest = NO_ROWS;
  let count = 0;
  for (let after = -1; ; ) {
    const entries = await tx.runs.allEntries(run.id, { after, limit: PAGE });
    if (entries.length === 0) return digest;
    const page = (await closeRowsOf(tx, run, entries)).map((entry) => {
      const row = { ...entry, ordinal: count++ }; // a run leaves gaps between its numbers
      const sealed = sealRow(certificateRow(row), sha256);
      digest = withRow(digest, sealed, sha256);
      return { ...row, digest: sealed.digest };
    });
    await tx.closes.insertRows(closeId, page);
    after = entries.at(-1)?.ordinal ?? after;
  }
}
