export { editDistance } from "./edit-distance.ts";
export { SUGGESTION_REASONS, type Suggestion, type SuggestionReason, suggest } from "./suggest.ts";
