import { announce, type Repositories } from "@tillbook/db/client";
import type { StoredCase } from "@tillbook/db/payments";
import { freeText } from "@tillbook/domain/orders";
import { type CaseKind, isOpen } from "@tillbook/domain/payments";
import { z } from "zod";
import { actorName, type NewsContext, requireRight } from "../context/index.ts";
import { AppError } from "../errors/index.ts";

/** What a person decides. Declaring something unpaid, and setting a notice aside, wants a word why. */
export const resolveCaseSchema = z
  .strictObject({
    caseId: z.uuid("not_a_uuid"),
    resolution: z.enum(["accepted", "declared_unpaid", "dismissed"], "not_accepted"),
    note: freeText(500).optional(),
  })
  .refine(({ resolution, note }) => resolution === "accepted" || (note ?? "") !== "", { path: ["note"], message: "required" });
export type ResolveCase = z.output<typeof resolveCaseSchema>;

const FITS: Readonly<Record<ResolveCase["resolution"], readonly CaseKind[]>> = {
  accepted: ["paid_late", "twin"],
  declared_unpaid: ["unclear"],
  dismissed: ["quarantined"],
};

/** Written in place of a code where a person declared a payment unpaid. */
const BY_A_PERSON = "person";

/**
 * Closes a case by a person's decision, written down with it: the late or second payment is kept, the unclear one counts as unpaid, the
 * notice is set aside. Money that comes all the same still wins. Giving back is no decision here: a refund is asked for, and the case
 * closes when the money has gone back.
 * Refuses `changed_meanwhile` when the case was closed or the payment became clear, `invalid_input` when the decision does not fit.
 */
export async function resolveCase(ctx: NewsContext, command: ResolveCase): Promise<void> {
  requireRight(ctx.actor, "resolveCase");
  const { resolution } = command;
  const note = command.note || null;
  await ctx.db.unitOfWork(async (tx) => {
    const aCase = await lockedCase(ctx, tx, command.caseId);
    if (!FITS[resolution].includes(aCase.kind))
      throw new AppError("invalid_input", `a case of this kind is not ${resolution}`, {
        fields: [{ field: "resolution", fault: "not_accepted" }],
      });
    if (resolution === "declared_unpaid") await declareUnpaid(ctx, tx, aCase);
    const at = ctx.clock.now();
    const closedBy = actorName(ctx.actor);
    if (!(await tx.cases.close(aCase.id, { resolution, closedBy, note, at })))
      throw new AppError("changed_meanwhile", "this case was closed meanwhile");
    const subjectId = aCase.paymentId ?? aCase.orderId ?? aCase.id;
    const details = { kind: aCase.kind, ...(note === null ? {} : { note }) };
    await tx.audit.insert({
      accountId: aCase.accountId,
      actor: closedBy,
      action: `case.${resolution}`,
      subject: "case",
      subjectId,
      details,
      at,
    });
    if (aCase.orderId !== null) await announce(tx.sql, { accountId: aCase.accountId, orderId: aCase.orderId, topic: "order" });
  });
}

/** The order's lock comes before the case's, as everywhere: whoever has news of the payment holds it while closing the case. */
async function lockedCase(ctx: NewsContext, tx: Repositories, caseId: string): Promise<StoredCase> {
  const found = await tx.cases.byId(ctx.account.id, caseId);
  if (found?.orderId) await tx.orders.lock(ctx.account.id, found.orderId);
  const aCase = found && (await tx.cases.lock(ctx.account.id, caseId));
  if (!aCase) throw new AppError("not_found", "there is no such case");
  if (aCase.closedAt !== null) throw new AppError("changed_meanwhile", "this case was closed meanwhile");
  return aCase;
}

async function declareUnpaid(ctx: NewsContext, tx: Repositories, { paymentId }: StoredCase): Promise<void> {
  const payment = paymentId === null ? null : await tx.payments.byId(ctx.account.id, paymentId);
  if (!payment || !isOpen(payment)) throw new AppError("changed_meanwhile", "this payment became clear meanwhile");
  const at = ctx.clock.now();
  const state = { at: "failed", respcd: BY_A_PERSON } as const;
  await tx.payments.save({ ...payment, state, nextEnquiryAt: null }, at, BY_A_PERSON);
  await tx.observations.insertChange({
    accountId: payment.accountId,
    subject: "payment",
    subjectId: payment.id,
    before: payment.state.at,
    after: state.at,
    actor: actorName(ctx.actor),
    observationId: null,
    details: { declared: true },
    at,
  });
}
