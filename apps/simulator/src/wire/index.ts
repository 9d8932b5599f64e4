export { type FormPairs, readForm, readMultipart } from "./form.ts";
export { pythonJson, type WireValue } from "./python-json.ts";
export { monthOf, readWireTime, toWholeSecond, toWireTime } from "./wire-time.ts";
