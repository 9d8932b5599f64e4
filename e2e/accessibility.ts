import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Waits until a page is drawn and at rest, then fails with what axe finds on it: which rule, and where. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.getByRole("main").first().waitFor();
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.target.join(" ")).join("\n  ")}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
}
