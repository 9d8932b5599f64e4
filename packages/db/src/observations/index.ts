export { type Events, writeEvents } from "./events.ts";
export {
  changesInsertion,
  type ObservationRow,
  type Observations,
  observationsInsertion,
  observationsOn,
  type StateChangeRow,
  type StoredObservation,
  type StoredStateChange,
  seenChangesInsertion,
} from "./observations.ts";
