import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const cache = path.join(import.meta.dirname, "../.cache/fonts");

/**
 * Writes a fontconfig file that knows one regular face, Latin and Chinese alike, so that pages look the same on every machine.
 * @returns its path, for FONTCONFIG_FILE
 */
export function fontConfig(): string {
  const face = path.dirname(fileURLToPath(import.meta.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf")));
  const file = path.join(cache, "fonts.conf");
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${face}</dir>
  <cachedir>${cache}</cachedir>
</fontconfig>
`,
  );
  return file;
}
