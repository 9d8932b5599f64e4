import { type Currency, currencySchema } from "@tillbook/domain/money";
import {
  BREAK_CODES,
  type BreakCode,
  type LinePlace,
  parsePlace,
  parseSubject,
  placeText,
  type Ruling,
} from "@tillbook/domain/reconciliation";
import { RESOLUTION_ACTIONS, type ResolutionAction } from "@tillbook/domain/reconciliation/breaks";
import { LEDGER_ACCOUNTS, type LedgerAccount } from "@tillbook/domain/reconciliation/journals";
import { settlementDaySchema } from "@tillbook/domain/time";
import { z } from "zod";
import type { Sql } from "../client/sql.ts";
import { proposalFields, type StoredProposal } from "../settlement/index.ts";
import { EFFECTIVE, isReversed } from "./effective.ts";

const resolutionRow = z.object({
  proposalId: z.uuid(),
  accountId: z.uuid(),
  settleDay: settlementDaySchema,
  subject: z.string(),
  action: z.enum(RESOLUTION_ACTIONS),
  codes: z.array(z.enum(BREAK_CODES)),
  differenceMinor: z.bigint().nullable(),
  currency: currencySchema.nullable(),
  lines: z.array(z.string()),
  syssns: z.array(z.string()),
  ledgerAccount: z.enum(LEDGER_ACCOUNTS).nullable(),
  untilDay: settlementDaySchema.nullable(),
  owner: z.string().nullable(),
  ticket: z.string().nullable(),
  evidence: z.array(z.string()),
  reversesId: z.uuid().nullable(),
});
const files = z.array(z.object({ id: z.uuid(), name: z.string(), size: z.int() }));
const storedResolution = resolutionRow.extend(proposalFields.shape).extend({ isReversed: z.boolean(), files });
/** A resolution with its proposal and what became of it; `isReversed` when a later one has taken it back. */
export type StoredResolution = z.infer<typeof storedResolution>;

/** A resolution about to be kept, beside its proposal. Amounts are minor units. */
export type ResolutionToKeep = {
  readonly proposalId: StoredProposal["id"];
  readonly accountId: string;
  readonly settleDay: string;
  readonly subject: string;
  readonly action: ResolutionAction;
  readonly codes: readonly BreakCode[];
  readonly difference: { readonly minor: bigint; readonly currency: Currency } | null;
  readonly lines: readonly LinePlace[];
  readonly syssns: readonly string[];
  readonly ledgerAccount: LedgerAccount | null;
  readonly untilDay: string | null;
  readonly owner: string | null;
  readonly ticket: string | null;
  readonly evidence: readonly string[];
  /** Documents that are kept already. */
  readonly fileIds?: readonly string[] | undefined;
  readonly reversesId: string | null;
};

const SELECT = `SELECT r.*, p."seq", p."facts", p."reason", p."needsChecker", p."secondLevel", p."batchId", p."maker", p."madeAt", d."outcome",
    d."by" AS "decidedBy", d."at" AS "decidedAt", d."note", ${isReversed(`r."proposalId"`)} AS "isReversed",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f."id", 'name', f."name", 'size', f."size") ORDER BY f."name", f."id"), '[]')
     FROM "EvidenceFile" f WHERE f."id" = ANY(r."fileIds")) AS "files"
  FROM "Resolution" r JOIN "Proposal" p ON p."id" = r."proposalId" LEFT JOIN "ProposalDecision" d ON d."proposalId" = p."id"`;
const HAS_EFFECT = `r."subject" NOT LIKE 'bank:%' AND r."action" IN ('LINK', 'IGNORE_LINE', 'CREATE_INTERNAL', 'WRITE_OFF', 'CARRY')`;
const IN_EFFECT = `d."outcome" = 'APPROVED' AND NOT ${isReversed(`r."proposalId"`)}`;

/** Which resolutions a run needs beside those of open days: about these subjects and rows, or all there are. */
export type RulingsWanted = { readonly subjects: readonly string[]; readonly places: readonly LinePlace[]; readonly all: boolean };

export type Resolutions = ReturnType<typeof resolutionsOn>;

export function resolutionsOn(sql: Sql) {
  const many = (rows: unknown[]): StoredResolution[] => rows.map((row) => storedResolution.parse(row));
  return {
    async insert(resolution: ResolutionToKeep): Promise<void> {
      const {
        proposalId,
        accountId,
        settleDay,
        subject,
        action,
        codes,
        difference,
        lines,
        syssns,
        ledgerAccount,
        untilDay,
        owner,
        ticket,
      } = resolution;
      await sql(
        `INSERT INTO "Resolution" ("proposalId","accountId","settleDay","subject","action","codes","differenceMinor","currency","lines","syssns","ledgerAccount",
           "untilDay","owner","ticket","evidence","reversesId","fileIds")
           VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)`,
        [proposalId, accountId, settleDay, subject, action, [...codes], difference?.minor ?? null, difference?.currency ?? null, lines.map(placeText),
          [...syssns], ledgerAccount, untilDay, owner, ticket, [...resolution.evidence], resolution.reversesId,
          [...(resolution.fileIds ?? [])]],
      ); // biome-ignore format: columns and values side by side
    },
    async byId(accountId: string, id: string): Promise<StoredResolution | null> {
      return many(await sql(`${SELECT} WHERE r."accountId" = $1 AND r."proposalId" = $2`, [accountId, id]))[0] ?? null;
    },
    async byIds(accountId: string, ids: readonly string[]): Promise<StoredResolution[]> {
      if (ids.length === 0) return [];
      return many(
        await sql(`${SELECT} WHERE r."accountId" = $1 AND r."proposalId" = ANY($2::uuid[]) ORDER BY p."seq"`, [accountId, [...ids]]),
      );
    },
    async ofBatch(accountId: string, batchId: string): Promise<StoredResolution[]> {
      return many(await sql(`${SELECT} WHERE r."accountId" = $1 AND p."batchId" = $2 ORDER BY p."seq"`, [accountId, batchId]));
    },
    /** Everything that was ever decided or proposed about these subjects, oldest first. */
    async about(accountId: string, subjects: readonly string[]): Promise<StoredResolution[]> {
      if (subjects.length === 0) return [];
      return many(await sql(`${SELECT} WHERE r."accountId" = $1 AND r."subject" = ANY($2) ORDER BY p."seq"`, [accountId, [...subjects]]));
    },
    /** Those that wait for a second person, oldest first. */
    async waiting(accountId: string, limit: number): Promise<StoredResolution[]> {
      return many(await sql(`${SELECT} WHERE r."accountId" = $1 AND d."proposalId" IS NULL ORDER BY p."seq" LIMIT $2`, [accountId, limit]));
    },
    /** The one that takes back another and still waits or was approved, if any. */
    async reversalOf(accountId: string, id: string): Promise<StoredResolution | null> {
      const rows = await sql(
        `${SELECT} WHERE r."accountId" = $1 AND r."reversesId" = $2 AND coalesce(d."outcome", 'APPROVED') = 'APPROVED' LIMIT 1`,
        [accountId, id],
      );
      return many(rows)[0] ?? null;
    },
    /** What runs must know: resolutions of days that are not closed, and those wanted. */
    async rulings(accountId: string, wanted: RulingsWanted): Promise<Ruling[]> {
      const rows = await sql(
        `WITH ${EFFECTIVE} SELECT r.*, p."facts", (SELECT x."settleDay" FROM "ClosePosting" cp JOIN effective x ON x."id" = cp."closeId"
             WHERE cp."reference" = r."proposalId"::text AND cp."kind" IN ('payments', 'refunds') ORDER BY x."seq" LIMIT 1) AS "bookedOn"
           FROM "Resolution" r JOIN "Proposal" p ON p."id" = r."proposalId" JOIN "ProposalDecision" d ON d."proposalId" = p."id"
           WHERE r."accountId" = $1 AND ${HAS_EFFECT} AND ${IN_EFFECT}
             AND ($4 OR r."subject" = ANY($2) OR r."lines" && $3 OR NOT EXISTS (SELECT 1 FROM effective x WHERE x."settleDay" = r."settleDay"))`,
        [accountId, [...wanted.subjects], wanted.places.map(placeText), wanted.all],
      );
      return rows.map(rulingOf);
    },
    /** Those of these resolutions that were taken back. */
    async reversedAmong(accountId: string, ids: readonly string[]): Promise<Set<string>> {
      if (ids.length === 0) return new Set();
      const rows = await sql(
        `SELECT r."proposalId" AS "id" FROM "Resolution" r WHERE r."accountId" = $1 AND r."proposalId" = ANY($2::uuid[]) AND ${isReversed(`r."proposalId"`)}`,
        [accountId, [...ids]],
      );
      return new Set(rows.map((row) => z.object({ id: z.uuid() }).parse(row).id));
    },
    /** Rows that people have set aside, as `fileId#lineNo`. */
    async setAside(accountId: string): Promise<string[]> {
      const rows = await sql(
        `SELECT DISTINCT unnest(r."lines") AS "place" FROM "Resolution" r JOIN "ProposalDecision" d ON d."proposalId" = r."proposalId"
         WHERE r."accountId" = $1 AND r."action" = 'IGNORE_LINE' AND ${IN_EFFECT} ORDER BY 1`,
        [accountId],
      );
      return rows.map((row) => z.object({ place: z.string() }).parse(row).place);
    },
    /** Bank rows whose sum was accepted as it is, as `fileId#lineNo`. */
    async acceptedBankRows(accountId: string): Promise<string[]> {
      const rows = await sql(
        `SELECT substr(r."subject", 6) AS "place" FROM "Resolution" r JOIN "ProposalDecision" d ON d."proposalId" = r."proposalId"
         WHERE r."accountId" = $1 AND r."action" = 'WRITE_OFF' AND r."subject" LIKE 'bank:%' AND ${IN_EFFECT}`,
        [accountId],
      );
      return rows.map((row) => z.object({ place: z.string() }).parse(row).place);
    },
    /** Rows whose difference was written off, as `fileId#lineNo`. */
    async writtenOffRows(accountId: string): Promise<string[]> {
      const rows = await sql(
        `SELECT substr(r."subject", 6) AS "place" FROM "Resolution" r JOIN "ProposalDecision" d ON d."proposalId" = r."proposalId"
         WHERE r."accountId" = $1 AND r."action" = 'WRITE_OFF' AND r."subject" LIKE 'line:%' AND ${IN_EFFECT}`,
        [accountId],
      );
      return rows.map((row) => z.object({ place: z.string() }).parse(row).place);
    },
    /** A mark per day that changes when a resolution of one of its breaks takes effect or is taken back. Days without any are left out. */
    async marks(accountId: string, first: string, last: string): Promise<Map<string, string>> {
      const rows = await sql(
        `SELECT r."settleDay", md5(string_agg(r."proposalId"::text, ' ' ORDER BY r."proposalId")) AS "mark" FROM "Resolution" r
         JOIN "ProposalDecision" d ON d."proposalId" = r."proposalId" WHERE r."accountId" = $1 AND r."settleDay" BETWEEN $2 AND $3 AND ${HAS_EFFECT}
           AND ${IN_EFFECT} GROUP BY 1`,
        [accountId, first, last],
      );
      return new Map(
        rows.map((row) => z.object({ settleDay: z.string(), mark: z.string() }).parse(row)).map((row) => [row.settleDay, row.mark]),
      );
    },
  };
}

const rulingRow = resolutionRow.extend({ facts: z.string(), bookedOn: settlementDaySchema.nullable() });

function rulingOf(row: unknown): Ruling {
  const {
    proposalId: id,
    facts,
    action,
    codes,
    differenceMinor,
    currency,
    ledgerAccount,
    untilDay,
    bookedOn,
    ...rest
  } = rulingRow.parse(row);
  const base = { id, facts, subject: parseSubject(rest.subject) };
  const lines = rest.lines.map(parsePlace);
  switch (action) {
    case "LINK":
      return { ...base, action, lines, syssns: rest.syssns };
    case "IGNORE_LINE":
      return { ...base, action, lines };
    case "CREATE_INTERNAL":
      return { ...base, action, lines, bookedOn };
    case "WRITE_OFF":
    case "CARRY": {
      if (differenceMinor === null || currency === null) throw new Error(`resolution ${id} names no amount`); // the database refuses such rows
      const difference = { minor: differenceMinor, currency };
      if (action === "WRITE_OFF") return { ...base, action, account: ledgerAccount ?? "write_off", codes, difference };
      return { ...base, action, until: settlementDaySchema.parse(untilDay), codes, difference };
    }
    case "ENQUIRE":
    case "CLAIM":
    case "REVERSE":
      throw new Error(`${action} is no input of a run`); // not asked for
  }
}
