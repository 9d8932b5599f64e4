import type { LightTone, LightView } from "../views/index.ts";
import { booksLight } from "./light-of-books.ts";
import { folderLight } from "./light-of-folder.ts";
import { clockLight, databaseLight, keysLight, queueLight } from "./lights-of-machines.ts";
import { budgetLight, notificationsLight, signaturesLight } from "./lights-of-qfpay.ts";
import { casesLight, refundsLight, resolverLight, webhooksLight } from "./lights-of-work.ts";
import type { HealthReading } from "./reading.ts";

const LIGHTS = [
  databaseLight,
  queueLight,
  resolverLight,
  budgetLight,
  notificationsLight,
  signaturesLight,
  casesLight,
  refundsLight,
  webhooksLight,
  keysLight,
  clockLight,
  booksLight,
  folderLight,
] as const;

const WORST_FIRST = { red: 0, amber: 1, green: 2 } satisfies Record<LightTone, number>;

/** Judges a reading: each light that the account has with what to do about it, the worst first and otherwise in a fixed order. Pure. */
export function lightsOf(reading: HealthReading): LightView[] {
  return LIGHTS.flatMap((light) => light(reading) ?? []).toSorted((a, b) => WORST_FIRST[a.tone] - WORST_FIRST[b.tone]);
}
