import type { Repositories } from "@tillbook/db/client";
import type { StoredClose } from "@tillbook/db/reconciliation";
import { requireRight } from "../../context/index.ts";
import type { BooksContext } from "../../settlement/index.ts";
import { certificateRow } from "./certificate-text.ts";
import { headWithLinks } from "./read-closes.ts";

/** One certificate as a file: its name, and its text in pieces, since a day may have very many rows. */
export type CertificateFile = { readonly name: string; text(): AsyncGenerator<string> };

const CLOSES_AT_ONCE = 100;
const ROWS_AT_ONCE = 5_000;

/** The account's certificates from a number of its chain on, oldest first: what `npm run verify` takes. */
export async function* exportCertificates(ctx: BooksContext, query: { from?: number | undefined } = {}): AsyncGenerator<CertificateFile> {
  requireRight(ctx.actor, "readSettlement");
  const { read } = ctx.db;
  for (let from = query.from ?? 1; ; ) {
    const closes = await read.closes.inChain(ctx.account.id, from, CLOSES_AT_ONCE);
    for (const close of closes) yield fileOf(read, close);
    const last = closes.at(-1);
    if (!last || closes.length < CLOSES_AT_ONCE) return;
    from = last.seq + 1;
  }
}

function fileOf(read: Repositories, close: StoredClose): CertificateFile {
  const number = String(close.seq).padStart(5, "0");
  return { name: `close-${number}-${close.settleDay}-v${close.version}.json`, text: () => certificateText(read, close) };
}

async function* certificateText(read: Repositories, close: StoredClose): AsyncGenerator<string> {
  const head = JSON.stringify(await headWithLinks(read, close));
  yield `${head.slice(0, -1)},"rows":[`;
  for (let after = -1; ; ) {
    const rows = await read.closes.rows(close.id, { after, limit: ROWS_AT_ONCE });
    const texts = rows.map((row) => JSON.stringify({ ...certificateRow(row), digest: row.digest }));
    if (texts.length > 0) yield `${after === -1 ? "" : ","}\n${texts.join(",\n")}`;
    after = rows.at(-1)?.ordinal ?? after;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  yield `\n],"digest":${JSON.stringify(close.digest)}}\n`;
}
