/**
 * What the CLI passes to its engine.
 * @typedef {{ wantsVersion: boolean, datamodels: string[], url: string | undefined, command: string | undefined }} EngineOptions
 */

/**
 * @param {readonly string[]} args
 * @returns {EngineOptions}
 */
export function readOptions(args) {
  /** @type {EngineOptions} */
  const options = { wantsVersion: args.includes("--version"), datamodels: [], url: undefined, command: undefined };
  for (let i = 0; i < args.length; i++) {
    const value = args[i + 1] ?? "";
    if (args[i] === "--datamodels") options.datamodels.push(value);
    else if (args[i] === "--datasource") options.url = JSON.parse(value).url;
    else if (args[i] === "cli") options.command = value;
    else if (!args[i]?.startsWith("--")) continue;
    i++; // every flag that we know of takes a value
  }
  return options;
}

/**
 * How `pg` connects to what a Prisma connection string names.
 * @param {string} text
 */
export function connectionOf(text) {
  const url = new URL(text);
  const tls = url.searchParams.get("sslmode");
  return {
    schema: url.searchParams.get("schema") ?? undefined,
    config: {
      host: url.searchParams.get("host") ?? decodeURIComponent(url.hostname),
      port: Number(url.port || 5432),
      user: decodeURIComponent(url.username || "postgres"),
      password: url.password ? decodeURIComponent(url.password) : undefined,
      database: decodeURIComponent(url.pathname.slice(1)) || "postgres",
      ...(tls && tls !== "disable" ? { ssl: { rejectUnauthorized: tls.startsWith("verify") } } : {}),
    },
  };
}
