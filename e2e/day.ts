/** Today at UTC+8, the day that every story trades on. */
export const today = new Date(Date.now() + 8 * 60 * 60_000).toISOString().slice(0, 10);
