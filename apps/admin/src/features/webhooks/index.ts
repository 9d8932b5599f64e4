export { DeliveryDetails } from "./delivery-details.tsx";
export { DeliveryFilters } from "./delivery-filters.tsx";
export { DeliveryList } from "./delivery-list.tsx";
export { NewEndpoint } from "./endpoint-form.tsx";
export { EndpointList } from "./endpoint-list.tsx";
