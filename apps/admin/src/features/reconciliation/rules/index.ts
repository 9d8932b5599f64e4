export { RulesDesk } from "./rules-desk.tsx";
