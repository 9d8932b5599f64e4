export { type Events, writeEvents } from "./events.ts";
export {
  changesInsertion,
  type ObservationRow,
  type Observations,
  observationInsertion,
  observationsOn,
  type StateChangeRow,
  type StoredObservation,
  type StoredStateChange,
} from "./observations.ts";
