import { addBusinessDays } from "@tillbook/domain/settlement";
import type { SettlementDay } from "@tillbook/domain/time";
import { CALENDAR } from "./calendar.ts";
import { major } from "./statement-rows.ts";
import type { PaidOut } from "./treasury.ts";

const CHARGE_MINOR = 1_500n;

type Credit = {
  readonly valueDate: SettlementDay;
  readonly text: string;
  readonly ref: string;
  readonly currency: string;
  readonly minor: bigint;
};

/** The merchant's bank: it credits transfers, keeps its charge, and is now and then late, short or mistaken. */
export type Bank = {
  transfer(paid: readonly PaidOut[]): void;
  /** The statement up to a day, since the last one; null when nothing happened. */
  statement(upTo: SettlementDay): Uint8Array | null;
};

/** @param hasFaults whether it makes mistakes; charges and days of grace are no mistakes */
export function createBank(hasFaults: boolean): Bank {
  let coming: Credit[] = [];
  let kept: PaidOut | null = null;
  let number = 0;

  function credit({ ref, currency, minor, valueDate }: PaidOut): Credit {
    const charge = currency === "HKD" && number % 2 === 0 ? CHARGE_MINOR : 0n;
    const isLate = number % 5 === 4;
    return {
      valueDate: isLate ? addBusinessDays(valueDate, 1, CALENDAR) : valueDate,
      text: "QFPAY HAOJIN LTD",
      ref,
      currency,
      minor: minor - charge,
    };
  }
  return {
    transfer(paid) {
      for (const each of paid) {
        if (each.currency === "HKD") number += 1;
        if (each.currency !== "HKD" || !hasFaults) coming.push(credit(each));
        else if (number === 6)
          kept = each; // credited together with the next one
        else if (kept) {
          coming.push({ ...each, text: "QFPAY HAOJIN LTD", ref: "", minor: kept.minor + each.minor });
          kept = null;
        } else if (number === 10)
          coming.push({ ...credit(each), minor: each.minor - 100n }); // a charge that nobody registered
        else coming.push(credit(each));
        if (hasFaults && number === 4 && each.currency === "HKD")
          coming.push({ valueDate: each.valueDate, text: "CHAN TAI MAN", ref: "", currency: "HKD", minor: 7_700n });
      }
    },
    statement(upTo) {
      const booked = coming.filter(({ valueDate }) => valueDate <= upTo).toSorted((a, b) => (a.valueDate < b.valueDate ? -1 : 1));
      coming = coming.filter(({ valueDate }) => valueDate > upTo);
      if (booked.length === 0) return null;
      const rows = booked.map(({ valueDate, text, ref, currency, minor }) => [valueDate, text, ref, major(minor), currency].join(","));
      return new TextEncoder().encode(`${["value_date,description,reference,amount,currency", ...rows].join("\n")}\n`);
    },
  };
}
