import { Refusal, UNPACKING } from "../limits.ts";
import type { XmlListener } from "./xml.ts";

/** Collects the texts that cells refer to by number. Readings (furigana) beside a text are no part of it. */
export function sharedTextsListener(): XmlListener & { readonly texts: readonly string[] } {
  const texts: string[] = [];
  let text = "";
  let length = 0;
  let depth: "outside" | "item" | "text" | "reading" = "outside";
  return {
    texts,
    open(name) {
      if (name === "si") [text, depth] = ["", "item"];
      else if (name === "rPh") depth = "reading";
      else if (name === "t" && depth === "item") depth = "text";
    },
    text(piece) {
      if (depth === "text") text += piece;
    },
    close(name) {
      if (name === "t" && depth === "text") depth = "item";
      else if (name === "rPh") depth = "item";
      else if (name === "si") {
        length += text.length;
        if (length > UNPACKING.maxSharedTextLength || texts.length >= UNPACKING.maxSharedTexts)
          throw new Refusal("TOO_LARGE", "ARCHIVE_BOMB");
        texts.push(text);
        depth = "outside";
      }
    },
  };
}
