export { checkBooks, sealAuditTrail } from "./check-books.ts";
export { lightsOf } from "./lights.ts";
export { readHealth, readHealthMark } from "./read-health.ts";
export type { HealthReading } from "./reading.ts";
export { healthRouter } from "./router.ts";
