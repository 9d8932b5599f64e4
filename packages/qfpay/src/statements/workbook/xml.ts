import { SaxesParser } from "saxes";
import { Refusal } from "../limits.ts";

/** What hears of a part of a workbook. Names come without their namespace prefix. */
export type XmlListener = {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/**
 * Feeds bytes of XML to a listener, chunk by chunk. Entities of a document's own are unknown to the parser, so that none can grow.
 * Throws {@link Refusal} when it is not well-formed.
 */
export function xmlFeed(listener: XmlListener): { write(bytes: Buffer): void; end(): void } {
  const parser = new SaxesParser();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  parser.on("opentag", ({ name, attributes }) => listener.open?.(local(name), attributes));
  parser.on("closetag", ({ name }) => listener.close?.(local(name)));
  parser.on("text", (text) => listener.text?.(text));
  parser.on("cdata", (text) => listener.text?.(text));
  parser.on("error", (error) => {
    throw error;
  });
  return {
    write: (bytes) => wellFormed(() => parser.write(decoder.decode(bytes, { stream: true }))),
    end: () => wellFormed(() => parser.write(decoder.decode()).close()),
  };
}

/** Reads a whole part that is small, such as the list of sheets. */
export async function readXml(bytes: AsyncIterable<Buffer>, listener: XmlListener): Promise<void> {
  const feed = xmlFeed(listener);
  for await (const chunk of bytes) feed.write(chunk);
  feed.end();
}

function local(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function wellFormed(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("NO_PROFILE", "DAMAGED_ARCHIVE", { cause: error instanceof Error ? error.message.slice(0, 200) : "" });
  }
}
