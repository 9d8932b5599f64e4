export { type JsonObject, type JsonValue, NotStrictJson, readJsonObject } from "./strict-json.ts";
