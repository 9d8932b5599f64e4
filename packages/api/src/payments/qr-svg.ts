import encodeQR from "qr";

/** A QR as SVG text with a quiet zone of four modules, black on white whatever the theme: scanners want it so. */
export function qrSvg(text: string): string {
  return encodeQR(text, "svg", { border: 4, ecc: "medium" });
}
