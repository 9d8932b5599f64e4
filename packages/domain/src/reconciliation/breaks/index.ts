export {
  DOCUMENTS,
  evidenceSchema,
  RESOLUTION_ACTIONS,
  type ResolutionAction,
  reasonSchema,
  type Wish,
  WRITE_OFF_ACCOUNTS,
  wishSchema,
} from "./actions.ts";
export {
  AGES,
  type Age,
  ageOf,
  BREAK_STATES,
  type BreakHistory,
  type BreakState,
  breakStateOf,
  daysBetween,
  daysOfAge,
} from "./break-state.ts";
export { type Care, careFor, type DefaultOwners, defaultOwners, isOverdue, type OwnersKnown, type ToCareFor } from "./care.ts";
export { actionsFor, isSecondLevel, needsChecker, type Resolvable, type WishFacts } from "./may-resolve.ts";
export { haveSameCause } from "./same-cause.ts";
