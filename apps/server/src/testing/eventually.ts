/** Waits for news that travel by themselves, five seconds at most; answers what was seen last. */
export async function eventually<T>(look: () => Promise<T> | T, isRight: (seen: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const seen = await look();
    if (isRight(seen) || attempt >= 100) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
