import { hash } from "node:crypto";
import { cleaned } from "./cells.ts";

/** SHA-256 (hex) of a header's names: the same for every order, encoding and spelling of the same columns. */
export function headerSignature(header: readonly string[]): string {
  const names = header.map((name) => cleaned(name).toLowerCase()).filter((name) => name !== "");
  return hash("sha256", names.toSorted().join("\u001f"), "hex");
}
