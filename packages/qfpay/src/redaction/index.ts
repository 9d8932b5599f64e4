export { maskedText } from "./masked-text.ts";
export { type ShownBody, type ShownFields, shownBody, shownFields } from "./shown-fields.ts";
