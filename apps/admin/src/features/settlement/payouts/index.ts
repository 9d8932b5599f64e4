export { PayoutTrail } from "./payout-trail.tsx";
