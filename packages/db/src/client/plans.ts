import pg from "pg";

/** Each plan is kept by each connection, so there may not be ever more of them: lists are asked for in many ways. */
const MOST_PLANS = 300;
/** "cached plan must not change result type": the tables were changed under a plan, as by a newer release beside us. */
const OUTDATED = "0A000";

type Plan = { readonly place: number; uses: number };

const plans = new Map<string, Plan>();
let made = 0;

/**
 * The name under which a connection keeps the plan of a statement, so that reading and planning it is done once and not every time:
 * it often takes longer than the work itself. After every tenfold of uses it is made anew, since a plan that was made while the tables
 * were empty reads more and more as they fill. Nothing when there are plans enough already.
 */
export function planName(text: string): string | undefined {
  const plan = plans.get(text) ?? newPlan(text);
  if (!plan) return undefined;
  plan.uses += 1;
  return `plan_${plan.place}_${String(plan.uses).length}`;
}

function newPlan(text: string): Plan | undefined {
  if (plans.size >= MOST_PLANS) return undefined;
  made += 1;
  const plan = { place: made, uses: 0 };
  plans.set(text, plan);
  return plan;
}

/** Whether a statement failed because its plan is older than the tables. All plans are then made anew, under other names. */
export function wasPlanOutdated(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code !== OUTDATED) return false;
  plans.clear();
  return true;
}
