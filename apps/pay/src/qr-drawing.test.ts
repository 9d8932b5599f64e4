import fc from "fast-check";
import { decodeQR } from "qr/decode.js";
import { expect, it } from "vitest";
import { qrDrawing } from "./qr-drawing.ts";

const PIXELS_A_MODULE = 4;

/** Reads a drawing back from its path, as a camera would from the screen. */
function readBack(svg: string): string {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const width = size * PIXELS_A_MODULE;
  const data = new Uint8Array(width * width * 4).fill(255);
  const dark = /fill="#000" d="([^"]*)"/.exec(svg)?.[1] ?? "";
  for (const [, x, y, length] of dark.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < PIXELS_A_MODULE; row += 1) {
      const from = (Number(y) * PIXELS_A_MODULE + row) * width + Number(x) * PIXELS_A_MODULE;
      for (let pixel = from; pixel < from + Number(length) * PIXELS_A_MODULE; pixel += 1) data.fill(0, pixel * 4, pixel * 4 + 3);
    }
  }
  return decodeQR({ width, height: width, data });
}

it("draws a code that reads back as WeChat's payment address", () => {
  expect(readBack(qrDrawing("weixin://wxpay/bizpayurl?pr=hQ7ZkLxz1", "code").markup)).toBe("weixin://wxpay/bizpayurl?pr=hQ7ZkLxz1");
});

it("draws any link so that it reads back", () => {
  const link = fc.stringMatching(/^[\w-]{22}$/).map((token) => `https://pay.example.com/p/${token}`);
  fc.assert(
    fc.property(link, (text) => {
      expect(readBack(qrDrawing(text, "code").markup)).toBe(text);
    }),
    { numRuns: 20 },
  );
});

it("is named for those who cannot see it, and is dark on white in every theme", () => {
  const svg = qrDrawing("weixin://x", 'Code "for" you').markup;
  expect(svg).toContain('role="img" aria-label="Code &quot;for&quot; you"');
  expect(svg).toMatch(/<path fill="#fff" d="M0 0h(\d+)v\1H0z"\/>/);
});
