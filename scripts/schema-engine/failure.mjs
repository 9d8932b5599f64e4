/**
 * Tells the CLI that we failed. It skips the first line on stderr and reads the rest as JSON log records.
 * @param {number} exitCode
 * @param {string} errorCode one of Prisma's, `P1001` for example
 * @param {string} message
 */
export function fail(exitCode, errorCode, message) {
  const record = { level: "ERROR", target: "schema_engine::logger", fields: { error_code: errorCode, message } };
  process.stderr.write(`\n${JSON.stringify(record)}\n`);
  process.exitCode = exitCode;
}
