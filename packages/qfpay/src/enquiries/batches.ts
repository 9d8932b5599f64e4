const MOST_PER_CALL = 4;
const LONGEST_LIST = 128;

/** Cuts identifiers into lists for one enquiry each: at most four, at most 128 characters with their commas. Order is kept. */
export function idBatches(ids: readonly string[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  for (const id of ids) {
    if (batch.length === MOST_PER_CALL || [...batch, id].join(",").length > LONGEST_LIST) {
      batches.push(batch);
      batch = [];
    }
    batch.push(id);
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
