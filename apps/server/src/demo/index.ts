export { DEMO_STAFF } from "./demo-staff.ts";
