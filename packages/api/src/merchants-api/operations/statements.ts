import { z } from "zod";
import type { Context } from "../../context/index.ts";
import { fileDetail, type ImportView, importStatement, pageOfFiles } from "../../settlement/index.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { type Call, operation, uploadOperation } from "../operation.ts";
import { Problem } from "../problems.ts";
import { id } from "../schemas/common.ts";
import {
  statementBody,
  statementExample,
  statementFilterSchema,
  statementNameSchema,
  statementPageSchema,
  statementSchema,
} from "../schemas/statements.ts";

const theStatement = { status: 200, description: "The statement.", schema: statementSchema, example: statementExample };

const uploadStatement = uploadOperation({
  id: "uploadStatement",
  method: "POST",
  path: "/statements",
  tag: "Settlement",
  summary: "Upload a statement file",
  description:
    "The body is the file as it came from QFPay, up to 1.5 GiB. It is taken in whole or not at all; the same bytes again change nothing and are answered as `DUPLICATE`.",
  scope: "settlement:write",
  query: statementNameSchema,
  body: { mediaTypes: ["text/csv", "application/octet-stream"], description: "The file, byte for byte." },
  answers: [
    { ...theStatement, status: 201, description: "The file was kept; its `status` says whether it takes part." },
    {
      ...theStatement,
      description: "The same bytes were there before: nothing changed.",
      example: {
        ...statementExample,
        id: null,
        status: "DUPLICATE",
        duplicateOf: { id: statementExample.id, name: statementExample.name },
      },
    },
  ],
  refusals: ["statement_refused"],
  async run(ctx, { query, file }, call) {
    const imported = await importStatement(ctx, { name: query.name, bytes: file.chunks(), announcedSize: file.size });
    if (imported.status === "REFUSED") throw refusalOf(imported);
    const statement = await ownBefore(ctx, imported, call);
    const location = statement.id === null ? undefined : `/statements/${statement.id}`;
    return { status: location === undefined ? 200 : 201, body: statementBody(statement), ...(location === undefined ? {} : { location }) };
  },
});

/** A run that died after it had kept the file: the file is this call's own, not somebody else's of before. */
async function ownBefore(ctx: Context, imported: ImportView, call: Call): Promise<ImportView> {
  if (!call.isRepeat || imported.status !== "DUPLICATE" || imported.duplicateOf === null) return imported;
  const first = await fileDetail(ctx, { fileId: imported.duplicateOf.id });
  return new Date(first.receivedAt) >= call.startedAt ? first : imported;
}

function refusalOf({ reason, hint, hintParams }: ImportView): Problem {
  const word = (reason ?? "refused").toLowerCase();
  const looksLike =
    hint === null ? "" : ` (${[hint, ...Object.entries(hintParams).map(([name, value]) => `${name}: ${value}`)].join(", ")})`;
  return new Problem("statement_refused", `the file was not taken in: ${word}${looksLike}`, { fields: [{ field: "body", fault: word }] });
}

const listStatements = operation({
  id: "listStatements",
  method: "GET",
  path: "/statements",
  tag: "Settlement",
  summary: "List statement files",
  description: "Newest first.",
  scope: "settlement:read",
  query: statementFilterSchema,
  answers: [
    {
      status: 200,
      description: "A page of statement files.",
      schema: statementPageSchema,
      example: { items: [statementExample], nextCursor: null },
    },
  ],
  refusals: [],
  async run(ctx, { query: { limit, cursor } }) {
    const list = { name: "statements", filter: {} };
    const page = await pageOfFiles(ctx, { limit, cursor: readCursor(ctx, list, cursor) });
    return { status: 200, body: { items: page.items.map(statementBody), nextCursor: writeCursor(ctx, list, page.nextCursor) } };
  },
});

const readStatement = operation({
  id: "readStatement",
  method: "GET",
  path: "/statements/{statementId}",
  tag: "Settlement",
  summary: "Read a statement file",
  description: "What became of it: its totals and the rows that could not be read.",
  scope: "settlement:read",
  params: z.strictObject({ statementId: id("statement") }),
  answers: [theStatement],
  refusals: [],
  run: async (ctx, { params }) => ({ status: 200, body: statementBody(await fileDetail(ctx, { fileId: params.statementId })) }),
});

export const statementOperations = [uploadStatement, listStatements, readStatement];
