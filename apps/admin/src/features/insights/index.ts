export { Takings } from "./takings.tsx";
