import fc from "fast-check";
import { expect, it } from "vitest";
import { escapeText, html, trusted } from "./html.ts";

it("escapes text and attributes, and keeps markup", () => {
  const name = `<b title="x">O'Neil & Co</b>`;
  const inner = html`<i>${name}</i>`;
  expect(inner.markup).toBe("<i>&lt;b title=&quot;x&quot;&gt;O&#39;Neil &amp; Co&lt;/b&gt;</i>");
  expect(html`<p title="${name}">${inner}</p>`.markup).toBe(`<p title="${escapeText(name)}">${inner.markup}</p>`);
});

it("joins lists, writes numbers, and leaves nothing for null", () => {
  expect(html`<ul>${[html`<li>${1}</li>`, html`<li>${2n.toString()}</li>`]}${null}</ul>`.markup).toBe("<ul><li>1</li><li>2</li></ul>");
  expect(html`${trusted("<br>")}`.markup).toBe("<br>");
});

it("lets no text end a text or a quoted attribute, and loses none of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = escapeText(text);
      expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      const back = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
      expect(Object.entries(back).reduce((sum, [entity, sign]) => sum.replaceAll(entity, sign), escaped)).toBe(text);
    }),
  );
});
