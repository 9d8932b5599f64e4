export { LensView } from "./lens-view.tsx";
