export {
  type ObservationRow,
  type Observations,
  observationsOn,
  type StateChangeRow,
  type StoredObservation,
  type StoredStateChange,
} from "./observations.ts";
