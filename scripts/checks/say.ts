import type { Say } from "./check.ts";

/** What several say at the same time, so that it can be read: the first is heard at once, each of the others when those before it have ended. */
export function heldBack(speakers: number, print: Say): { of(speaker: number): Say; end(speaker: number): void } {
  const lines = Array.from({ length: speakers }, () => ({ text: "", hasEnded: false }));
  let turn = 0;
  function printWhatMayBe(): void {
    for (let line = lines[turn]; line; line = lines[++turn]) {
      if (line.text !== "") print(line.text);
      line.text = "";
      if (!line.hasEnded) return;
    }
  }
  return {
    of: (speaker) => (text) => {
      const line = lines[speaker];
      if (!line) return;
      line.text += text;
      printWhatMayBe();
    },
    end(speaker) {
      const line = lines[speaker];
      if (line) line.hasEnded = true;
      printWhatMayBe();
    },
  };
}
