import { expect, it } from "vitest";
import { daysFrom } from "./calendar.ts";
import { eventsOf } from "./events.ts";
import { createProvider, MISTAKE } from "./provider.ts";
import { cents, readRows } from "./statement-rows.ts";

const COLUMNS =
  "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,origssn,out_trade_no,chnlsn,pay_type,sysdtm,paydtm,txcurrcd,gross_amount,fee_rate,fee_amount,net_amount,settle_currcd,exchange_rate,settle_amount,status,remark";
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const sale = (day: string, n: number): string =>
  `B${day},${day},${day},SHOP1,PAYMENT,${day}P${n},,TB-${n},W${n},800201,${day} 12:00:0${n},${day} 12:00:0${n},HKD,100.00,0.80%,0.80,99.20,HKD,,99.20,SETTLED,`;
const perfect = (day: string): Uint8Array => encode([COLUMNS, ...[1, 2, 3, 4, 5].map((n) => sale(day, n))].join("\n"));
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

it.each([true, false])("pays, in a month with faults %s, exactly for the rows that stand in the end", (hasFaults) => {
  const provider = createProvider("SHOP1");
  let printed = 0n;
  let announced = 0n;
  for (const [at, day] of daysFrom("2026-02-01", 28).entries()) {
    const events = eventsOf(at, hasFaults);
    const { deliveries, paid } = provider.morning(day, events.has("nothing_sold") ? encode(COLUMNS) : perfect(day), events);
    for (const { name, bytes } of deliveries) {
      if (name.includes("first")) continue; // another one takes its place
      const own = readRows(textOf(bytes)).rows.filter((row) => row["mchid"] === "SHOP1" && row["remark"] !== MISTAKE);
      printed += own.reduce((sum, row) => sum + cents(row["net_amount"]), 0n);
    }
    announced += paid.reduce((sum, { minor }) => sum + minor, 0n);
  }
  expect(announced + (provider.outstanding().get("HKD") ?? 0n)).toBe(printed);
  expect(announced).toBeGreaterThan(0n);
});

it("sends a wrong file first where the script says so, and what is late with the days after", () => {
  const provider = createProvider("SHOP1");
  const names = daysFrom("2026-02-01", 28).map((day, at) =>
    provider
      .morning(day, perfect(day), eventsOf(at, true))
      .deliveries.map(({ name }) => name)
      .join(" "),
  );
  expect([13, 14, 20, 21, 23].map((at) => names[at])).toEqual([
    "statement-2026-02-14-first.csv statement-2026-02-14.csv",
    "statement-2026-02-15-first.csv statement-2026-02-15.csv",
    "late-2026-02-19.csv statement-2026-02-21.csv",
    "statement-2026-02-22-first.csv",
    "statement-2026-02-22.csv statement-2026-02-24.csv",
  ]);
});
