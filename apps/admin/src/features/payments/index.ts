export { AttemptList } from "./attempt-list.tsx";
export { LiveQr } from "./live-qr.tsx";
