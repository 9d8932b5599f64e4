export { type ApiKey, type ApiKeys, apiKeysOn, type NewApiKey } from "./api-keys.ts";
export { type ApiRequest, type ApiRequests, apiRequestsOn, type NewApiRequest } from "./api-requests.ts";
