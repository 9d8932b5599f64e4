import pg from "pg";

/** Each plan is kept by each connection, so there may not be ever more of them: lists are asked for in many ways. */
const MOST_PLANS = 300;
/** "cached plan must not change result type": the tables were changed under a plan, as by a newer release beside us. */
const OUTDATED = "0A000";

const names = new Map<string, string>();
let made = 0;

/**
 * The name under which a connection keeps the plan of a statement, so that reading and planning it is done once and not every time:
 * it often takes longer than the work itself. Nothing when there are plans enough already.
 */
export function planName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PLANS) return known;
  made += 1;
  const name = `plan_${made}`;
  names.set(text, name);
  return name;
}

/** Whether a statement failed because its plan is older than the tables. All plans are then made anew, under other names. */
export function wasPlanOutdated(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code !== OUTDATED) return false;
  names.clear();
  return true;
}
