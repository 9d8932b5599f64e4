export async function payments(_args: readonly string[]): Promise<void> {}
