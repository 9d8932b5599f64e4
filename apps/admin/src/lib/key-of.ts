/** Whether text is one of a record's own keys: for codes from the server that have a sentence in the catalogue. */
export function isKeyOf<T extends object>(record: T, key: PropertyKey): key is keyof T {
  return Object.prototype.hasOwnProperty.call(record, key);
}
