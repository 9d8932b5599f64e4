import type { FindingCode, FindingView } from "../views/index.ts";

/** How the door words what it found, and the code under which screens translate it. The bracket is what the delivery said. */
const WORDS: readonly (readonly [RegExp, FindingCode])[] = [
  [/^amount missing$/, "amount_missing"],
  [/^amount (.+)$/, "amount_differs"],
  [/^out_trade_no (.+)$/, "number_differs"],
  [/^no such number here$/, "number_unknown"],
  [/^pay_type (.+)$/, "pay_type_differs"],
  [/^mchid (.+)$/, "merchant_differs"],
  [/^no account has mchid (.*)$/, "merchant_unknown"],
  [/^orig_syssn (.+)$/, "payment_differs"],
  [/^syssn (.+?) (?:belongs|is|has) .*$/, "syssn_taken"],
  [/^charged again beside (.+)$/, "charged_again"],
  [/^not a success$/, "not_a_success"],
  [/^notify_type (.*)$/, "kind_unknown"],
  [/^no_signature$/, "no_signature"],
  [/^malformed_signature$/, "malformed_signature"],
  [/^wrong_signature$/, "wrong_signature"],
  [/^not UTF-8$/, "not_utf8"],
  [/^not (?:a )?JSON.*$/, "not_json"],
  [/^a name stands twice in one object$/, "name_twice"],
  [/^nested too deeply$/, "too_deep"],
  [/^cut (\d+)$/, "cut"],
];

/** A finding as screens can translate it; one that is not in the list keeps its words. */
export function findingView(words: string): FindingView {
  for (const [pattern, code] of WORDS) {
    const found = pattern.exec(words);
    if (found) return { code, value: found[1] ?? "" };
  }
  return { code: "other", value: words };
}
