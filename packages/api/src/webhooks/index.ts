export { deliverDue, type Messenger, type Post, type Posted } from "./deliver.ts";
export { listDeliveries, listDeliveriesSchema, MOST_AT_ONCE, readDelivery, sendAgain, sendTestEvent } from "./deliveries.ts";
export {
  changeEndpoint,
  createEndpoint,
  listEndpoints,
  pauseEndpoint,
  readEndpoint,
  removeEndpoint,
  resumeEndpoint,
  rotateSecret,
} from "./manage-endpoints.ts";
export { isPublicAddress, mayBePublicHost } from "./public-address.ts";
export { webhooksRouter } from "./router.ts";
export type { Sealer } from "./secrets.ts";
export type {
  AttemptView,
  DeliveryDetail,
  DeliveryPage,
  DeliveryRow,
  DeliveryStateName,
  EndpointStanding,
  EndpointView,
  EndpointWithSecret,
} from "./views.ts";
