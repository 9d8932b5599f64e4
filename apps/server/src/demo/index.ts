export { DEMO_STAFF } from "./demo-staff.ts";
export { seed } from "./seed-demo.ts";
