export { KeyList } from "./key-list.tsx";
export { NewKey } from "./new-key.tsx";
