import { readFileSync } from "node:fs";
import path from "node:path";
import { after, NOW } from "@tillbook/db/testing";
import { describe, expect, it } from "vitest";
import type { AdviceCode, LightName, LightTone } from "../views/index.ts";
import { type HealthReading, lightsOf } from "./index.ts";

const S = 1_000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const round = (name: string, over: object = {}) => ({ name, lastAgoS: 1, lateS: -1, runningS: null, ...over });
const paid = (isNotified: boolean, over: object = {}) => ({ paidAt: after(-HOUR), heardAt: after(-HOUR), isNotified, ...over });
const clock = (sysdtm: number, sentAt: number, answeredAt: number) => ({
  sysdtm: after(sysdtm),
  sentAt: after(sentAt),
  answeredAt: after(answeredAt),
});

/** A merchant on a good day. */
const WELL: HealthReading = {
  now: NOW,
  database: { answersInMs: 2, open: 3, most: 12, waiting: 0 },
  rounds: [round("enquire"), round("expire"), round("foldTakings")],
  watch: { open: 2, due: 0, oldestDue: null },
  budget: {
    nowMs: 5_000,
    perSecond: 1,
    perMinute: 40,
    limits: { perSecond: 100, perMinute: 400, sweepShare: 0.5 },
    waiting: { people: 0, sweep: 3 },
    blockedUntilMs: null,
  },
  heard: { lastAt: after(-MINUTE), payments: [paid(true), paid(true)] },
  forged: { thisHour: 2, hourBefore: 0, namingOurs: 0 },
  cases: { quarantined: 0, oldestQuarantined: null, unclear: 0, others: 0 },
  refunds: {
    toApprove: 1,
    oldestToApprove: after(-HOUR),
    waiting: 0,
    oldestWaiting: null,
    late: 0,
    oldestLate: null,
    undecided: 0,
    oldestUndecided: null,
  },
  webhooks: { endpoints: 1, failing: 0, failingSince: null, givenUp: 0, waiting: 0 },
  keys: { since: after(-30 * DAY), previousUntil: null },
  clocks: [clock(0, -200, 300), clock(0, 100, 900)],
  books: { checkedAt: after(-20 * HOUR), broken: [] },
  folder: { lastLookAt: after(-2 * S), isTakingIn: false, waiting: 0, oldestWaiting: null, putOff: 0, refused: 0 },
};

type Change = Partial<HealthReading>;
const budget = (over: object): Change => ({ budget: { ...WELL.budget, ...over } });
const rounds = (...list: ReturnType<typeof round>[]): Change => ({ rounds: list });
const heard = (...payments: ReturnType<typeof paid>[]): Change => ({ heard: { lastAt: null, payments } });
const cases = (over: object): Change => ({ cases: { ...WELL.cases, ...over } });
const refunds = (over: object): Change => ({ refunds: { ...WELL.refunds, toApprove: 0, oldestToApprove: null, ...over } });
const webhooks = (over: object): Change => ({ webhooks: { ...WELL.webhooks, ...over } });
const forged = (over: object): Change => ({ forged: { ...WELL.forged, ...over } });
const database = (over: object): Change => ({ database: { ...WELL.database, ...over } });
const broken = (...names: string[]): Change => ({ books: { checkedAt: NOW, broken: names.map((name) => ({ name, ids: ["1"] })) } });
const folder = (over: object): Change => ({
  folder: { lastLookAt: after(-S), isTakingIn: false, waiting: 0, oldestWaiting: null, putOff: 0, refused: 0, ...over },
});
const due = (sinceMs: number): Change => ({ watch: { open: 5, due: 3, oldestDue: after(-sinceMs) } });

/** What is measured, which light it turns, and what is advised. */
const TABLE: readonly [string, Change, LightName, LightTone, AdviceCode][] = [
  ["a database that answers", {}, "database", "green", "database_fine"],
  ["a slow database", database({ answersInMs: 251 }), "database", "amber", "database_slow"],
  ["a database that takes seconds", database({ answersInMs: 2_001 }), "database", "red", "database_slow"],
  ["somebody waiting for a connection", database({ waiting: 1 }), "database", "amber", "database_crowded"],
  ["many waiting for a connection", database({ waiting: 20 }), "database", "red", "database_crowded"],

  ["rounds that go round", {}, "queue", "green", "queue_fine"],
  ["no queue at all", { rounds: null }, "queue", "red", "queue_absent"],
  ["nobody who asks QFPay", rounds(round("expire")), "queue", "red", "queue_absent"],
  ["a late round", rounds(round("enquire", { lateS: 31 }), round("expire")), "queue", "amber", "queue_late"],
  ["a round that nobody runs any more", rounds(round("enquire", { lateS: 121 }), round("expire")), "queue", "red", "queue_late"],
  ["a long round", rounds(round("enquire", { runningS: 200, lateS: 200 }), round("expire")), "queue", "green", "queue_fine"],
  ["a round without end", rounds(round("enquire", { runningS: 601 }), round("expire")), "queue", "red", "queue_hangs"],

  ["nothing due", {}, "resolver", "green", "resolver_fine"],
  ["enquiries just due", due(MINUTE), "resolver", "green", "resolver_fine"],
  ["enquiries overdue", due(MINUTE + S), "resolver", "amber", "resolver_behind"],
  ["enquiries long overdue", due(5 * MINUTE + S), "resolver", "red", "resolver_behind"],
  ["a payment that waits for a person", cases({ unclear: 1 }), "resolver", "amber", "resolver_needs_person"],

  ["room for calls", {}, "budget", "green", "budget_fine"],
  ["hardly any room for calls", budget({ perMinute: 320 }), "budget", "amber", "budget_nearly_used"],
  ["people who wait for room", budget({ waiting: { people: 1, sweep: 0 } }), "budget", "amber", "budget_nearly_used"],
  ["a pause after a 429", budget({ blockedUntilMs: 6_000 }), "budget", "amber", "budget_paused"],
  ["a pause that grew and grew", budget({ blockedUntilMs: 66_000 }), "budget", "red", "budget_paused"],
  ["a pause that is over", budget({ blockedUntilMs: 5_000 }), "budget", "green", "budget_fine"],

  ["payments that were told of", {}, "notifications", "green", "notifications_fine"],
  ["a night in which nobody pays", heard(), "notifications", "green", "notifications_quiet"],
  ["one that was not told of", heard(paid(true), paid(false), paid(true)), "notifications", "amber", "notifications_missing"],
  ["the newest two not told of", heard(paid(false), paid(false), paid(true)), "notifications", "amber", "notifications_missing"],
  [
    "the newest three not told of",
    heard(paid(false), paid(false), paid(false), paid(true)),
    "notifications",
    "red",
    "notifications_silent",
  ],
  ["none ever told of", heard(paid(false), paid(false), paid(false)), "notifications", "red", "notifications_silent"],
  [
    "payments made while we were away",
    heard(...[1, 2, 3].map(() => paid(false, { heardAt: after(-HOUR + 6 * MINUTE) }))),
    "notifications",
    "green",
    "notifications_quiet",
  ],

  ["a stranger at the door", forged({ thisHour: 9 }), "signatures", "green", "signatures_fine"],
  ["many strangers at the door", forged({ thisHour: 10 }), "signatures", "amber", "signatures_forged"],
  ["a flood", forged({ thisHour: 300 }), "signatures", "red", "signatures_flood"],
  ["a forgery that knows one of our numbers", forged({ namingOurs: 1 }), "signatures", "amber", "signatures_our_numbers"],
  ["forgeries that know our numbers", forged({ namingOurs: 3 }), "signatures", "red", "signatures_our_numbers"],

  ["no cases", {}, "cases", "green", "cases_none"],
  ["a twin", cases({ others: 1 }), "cases", "amber", "cases_wait"],
  ["a notice in quarantine", cases({ quarantined: 1, oldestQuarantined: after(-DAY) }), "cases", "amber", "cases_wait"],
  ["a notice in quarantine for days", cases({ quarantined: 1, oldestQuarantined: after(-DAY - S) }), "cases", "red", "cases_wait_long"],

  ["a refund that waits for a second person", {}, "refunds", "green", "refunds_fine"],
  ["one that waits since yesterday", refunds({ toApprove: 1, oldestToApprove: after(-DAY - S) }), "refunds", "amber", "refunds_to_approve"],
  ["one that QFPay put off for the night", refunds({ waiting: 1, oldestWaiting: after(-2 * HOUR) }), "refunds", "green", "refunds_fine"],
  [
    "one that QFPay puts off since yesterday",
    refunds({ waiting: 1, oldestWaiting: after(-DAY - S) }),
    "refunds",
    "amber",
    "refunds_put_off",
  ],
  ["one that QFPay works on", refunds({ undecided: 1, oldestUndecided: after(-2 * HOUR) }), "refunds", "green", "refunds_fine"],
  ["one that it does not decide", refunds({ undecided: 1, oldestUndecided: after(-DAY - S) }), "refunds", "amber", "refunds_undecided"],
  ["one that should have been sent", refunds({ late: 1, oldestLate: after(-121 * S) }), "refunds", "amber", "refunds_late"],
  ["one that nobody sends", refunds({ late: 1, oldestLate: after(-601 * S) }), "refunds", "red", "refunds_late"],

  ["a shop without a program", webhooks({ endpoints: 0 }), "webhooks", "green", "webhooks_none"],
  ["a program that listens", {}, "webhooks", "green", "webhooks_fine"],
  ["a program that stopped answering", webhooks({ failing: 1, failingSince: after(-MINUTE) }), "webhooks", "amber", "webhooks_failing"],
  [
    "one that has not answered for an hour",
    webhooks({ failing: 1, failingSince: after(-HOUR - S) }),
    "webhooks",
    "red",
    "webhooks_failing",
  ],
  ["one that we gave up", webhooks({ givenUp: 1 }), "webhooks", "red", "webhooks_given_up"],

  ["a young key", {}, "keys", "green", "keys_fine"],
  ["two keys at once", { keys: { since: NOW, previousUntil: after(HOUR) } }, "keys", "green", "keys_both"],
  ["a key before whose time is over", { keys: { since: NOW, previousUntil: NOW } }, "keys", "green", "keys_fine"],
  ["a key of more than a year", { keys: { since: after(-366 * DAY), previousUntil: null } }, "keys", "amber", "keys_old"],
  ["a key of more than two years", { keys: { since: after(-731 * DAY), previousUntil: null } }, "keys", "red", "keys_old"],

  ["clocks that agree", {}, "clock", "green", "clock_fine"],
  ["no call since yesterday", { clocks: [] }, "clock", "green", "clock_unknown"],
  ["a slow answer, which says little", { clocks: [clock(9_000, 0, 9_500)] }, "clock", "green", "clock_fine"],
  ["QFPay six seconds ahead", { clocks: [clock(6_500, 0, 400)] }, "clock", "amber", "clock_off"],
  ["QFPay a minute behind", { clocks: [clock(-62_000, 0, 400)] }, "clock", "red", "clock_off"],
  ["one odd answer among good ones", { clocks: [clock(0, 0, 1), clock(500_000, 0, 1), clock(0, 0, 1)] }, "clock", "green", "clock_fine"],

  ["books that keep their promises", {}, "books", "green", "books_fine"],
  ["books that nobody has looked at yet", { books: null }, "books", "green", "books_unchecked"],
  ["a look of three days ago", { books: { checkedAt: after(-3 * DAY), broken: [] } }, "books", "amber", "books_check_late"],
  ["a promise that is broken", broken("a_transaction_settles_once"), "books", "red", "books_broken"],
  ["an audit trail that was rewritten", broken("two_people_agreed", "audit_is_as_sealed"), "books", "red", "books_rewritten"],

  ["a folder without work", {}, "folder", "green", "folder_fine"],
  ["a file that just came", folder({ waiting: 1, oldestWaiting: after(-5 * S) }), "folder", "green", "folder_fine"],
  ["a folder that cannot be looked into", folder({ lastLookAt: after(-61 * S) }), "folder", "red", "folder_unreadable"],
  ["one that never could", folder({ lastLookAt: null }), "folder", "red", "folder_unreadable"],
  [
    "a large file being taken in",
    folder({ lastLookAt: after(-HOUR), isTakingIn: true, waiting: 2, oldestWaiting: after(-HOUR) }),
    "folder",
    "green",
    "folder_fine",
  ],
  [
    "a file that we could not take in",
    folder({ waiting: 1, putOff: 1, oldestWaiting: after(-MINUTE) }),
    "folder",
    "amber",
    "folder_put_off",
  ],
  ["one that we cannot for hours", folder({ waiting: 1, putOff: 1, oldestWaiting: after(-HOUR - S) }), "folder", "red", "folder_put_off"],
  ["a file that never stands still", folder({ waiting: 1, oldestWaiting: after(-16 * MINUTE) }), "folder", "amber", "folder_stuck"],
  ["a file that was refused", folder({ refused: 1 }), "folder", "amber", "folder_refused"],
];

describe("the lights", () => {
  it.each(TABLE)("of %s", (_what, change, name, tone, advice) => {
    const light = lightsOf({ ...WELL, ...change }).find((each) => each.name === name);
    expect(light).toMatchObject({ name, tone, advice });
  });

  it("are all green on a good day, and every one has its figures", () => {
    const lights = lightsOf(WELL);
    expect(lights.filter(({ tone }) => tone !== "green")).toEqual([]);
    expect(new Set(lights.map(({ name }) => name)).size).toBe(13);
    expect(lightsOf({ ...WELL, folder: null }).map(({ name }) => name)).not.toContain("folder"); // no folder, no light
    for (const { figures } of lights) expect(figures.length).toBeGreaterThan(0);
  });

  it("stand in the order of how bad they are", () => {
    const tones = lightsOf({ ...WELL, ...due(2 * MINUTE), rounds: null, ...forged({ thisHour: 20 }) }).map(({ tone }) => tone);
    expect(tones.slice(0, 4)).toEqual(["red", "amber", "amber", "green"]);
  });

  it("are explained in docs/operating.md, every piece of advice of them", () => {
    const page = readFileSync(path.join(import.meta.dirname, "../../../../docs/operating.md"), "utf8");
    expect(TABLE.filter(([, , , , advice]) => !page.includes(`\`${advice}\``))).toEqual([]);
  });

  it("touch only what they are about", () => {
    for (const [, change, name] of TABLE) {
      const others = lightsOf({ ...WELL, ...change }).filter((light) => light.name !== name && light.tone !== "green");
      const allowed = name === "resolver" ? ["cases"] : name === "cases" ? ["resolver"] : [];
      expect(others.filter((light) => !allowed.includes(light.name))).toEqual([]);
    }
  });
});
