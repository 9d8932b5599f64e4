export { HealthMark } from "./health-mark.tsx";
export { LightList } from "./light-list.tsx";
