export { ensureDemoKey } from "./demo-key.ts";
export { enterByKey } from "./enter-by-key.ts";
export { createApiKey, listApiKeys, revokeApiKey } from "./manage-keys.ts";
export { accessRouter } from "./router.ts";
export type { ApiKeyView, NewApiKeyView } from "./views.ts";
