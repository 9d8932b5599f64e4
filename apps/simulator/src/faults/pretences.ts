/** `respcd` undefined: the row is not there. */
type Pretence = { readonly respcd: string | undefined; readonly left: number };

/** What rows pretend to be in their next enquiries, whatever they really are. */
export class Pretences {
  readonly #bySyssn = new Map<string, Pretence>();

  /** The row gives `respcd` in its next `queries` enquiries. */
  veil(syssn: string, respcd: string, queries: number): void {
    if (queries > 0) this.#bySyssn.set(syssn, { respcd, left: queries });
  }

  /** The row is not found by the next `queries` enquiries. */
  hide(syssn: string, queries: number): void {
    if (queries > 0) this.#bySyssn.set(syssn, { respcd: undefined, left: queries });
  }

  /** The code a row pretends to have, if any. */
  codeOf(syssn: string): string | undefined {
    return this.#bySyssn.get(syssn)?.respcd;
  }

  isHidden(syssn: string): boolean {
    const pretence = this.#bySyssn.get(syssn);
    return pretence !== undefined && pretence.respcd === undefined;
  }

  /** One enquiry has asked for the row. */
  wear(syssn: string): void {
    const pretence = this.#bySyssn.get(syssn);
    if (pretence === undefined) return;
    if (pretence.left <= 1) this.#bySyssn.delete(syssn);
    else this.#bySyssn.set(syssn, { ...pretence, left: pretence.left - 1 });
  }

  end(): void {
    this.#bySyssn.clear();
  }
}
