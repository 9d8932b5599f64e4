export { fingerprintOf, type KeyedCall, once } from "./once.ts";
export { openapiDocument } from "./openapi/document.ts";
export { refusalsOf } from "./openapi/responses.ts";
export { SCOPES } from "./openapi/words.ts";
export type { Call, Operation, Prepared, Upload } from "./operation.ts";
export { OPERATIONS } from "./operations/index.ts";
export { PROBLEM_TYPE, perform, type Written } from "./perform.ts";
export { PROBLEMS, Problem, type ProblemBody, type ProblemCode, problemBody, problemSchema } from "./problems.ts";
export { EVENTS } from "./schemas/events.ts";
