import { formatMajor, type Money } from "@tillbook/domain/money";
import type { OutcomeChange } from "@tillbook/domain/reconciliation";
import type { DecisionView } from "./views.ts";

/** A decision as screens are told of it. */
export function decisionView(decision: NonNullable<OutcomeChange["before"]>): DecisionView {
  switch (decision.kind) {
    case "matched": {
      const explained = decision.explained.map(({ code, amount }) => ({ code, ...inWords(amount) }));
      return { kind: "matched", stage: decision.stage, carriedIn: decision.carriedIn, explained };
    }
    case "broken": {
      const { amount: difference, currency } = inWords(decision.difference);
      return { kind: "broken", codes: [...decision.codes], difference, currency };
    }
    case "carried":
      return { kind: "carried", reason: decision.reason, expectedValueDate: decision.expectedValueDate };
    case "ignored":
      return { kind: "ignored", reason: decision.reason };
  }
}

function inWords(amount: Money) {
  return { amount: formatMajor(amount), currency: amount.currency };
}
