import { lazyRouteComponent } from "@tanstack/react-router";
import { openBooks } from "./messages.ts";

/** A screen of the books: it comes together with their texts. */
export function booksPage<T extends Record<string, unknown>, Name extends keyof T>(load: () => Promise<T>, name: Name) {
  return lazyRouteComponent(async () => {
    const [page] = await Promise.all([load(), openBooks()]);
    return page;
  }, name);
}
