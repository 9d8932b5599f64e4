export { type ApiKeyStanding, type CreateApiKey, createApiKeySchema, isKeyShaped, prefixOf, standingOf } from "./api-key.ts";
