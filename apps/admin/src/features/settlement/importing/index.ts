export { LookStep } from "./look-step.tsx";
