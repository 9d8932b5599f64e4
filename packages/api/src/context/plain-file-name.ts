const LONGEST = 200;

/** A file's name only, that any system takes: no folders, nothing that ends a line or a quotation; of a long one its end. */
export function plainFileName(name: string, unnamed: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}"]/gu, "").trim();
  return plain === "" ? unnamed : [...plain].slice(-LONGEST).join("");
}
