export {
  type Attempt,
  type Deliveries,
  type Delivery,
  type DeliveryFilter,
  type DeliveryState,
  deliveriesOn,
  type ListedDelivery,
} from "./deliveries.ts";
export { type Endpoint, type Endpoints, endpointsOn, type NewEndpoint } from "./endpoints.ts";
export { type EventFacts, eventFacts } from "./event-facts.ts";
