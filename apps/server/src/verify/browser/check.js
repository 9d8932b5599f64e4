// Checks certificates of closed days in a browser, by itself: nothing of ours is loaded, nothing is sent anywhere. It is written apart from the
// rule in packages/domain/src/reconciliation/closing and must come to the same word; the tests beside the page hold them together.

/**
 * @typedef {{ ordinal: number, kind: string, originalDay: string | null, line: string | null, why: string[], currency: string | null, gross: string | null,
 *   fee: string | null, net: string | null, digest: string }} Row
 * @typedef {{ format: string, account: { id: string, name: string }, sequence: number, settleDay: string, version: number,
 *   previous: { settleDay: string, version: number, digest: string } | null, maker: string, checker: string,
 *   totals: { currency: string, lines: number, gross: string, fee: string, net: string }[], proofs: { off: string }[],
 *   balances: Record<string, string>[], rows: Row[], digest: string }} Certificate
 * @typedef {{ row: number | null, what: string }} Fault
 * @typedef {{ account: string, closes: number, rows: number, start: number, last: Certificate,
 *   fault: (Fault & { settleDay: string, version: number, line: string | null }) | null }} Verdict
 */

const encoder = new TextEncoder();
const FINEST = 6;

/** Hex SHA-256 of text in UTF-8. @param {string} text */
async function sha256(text) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The one spelling of a value: keys in order, no blanks. @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}

/** Decimal text at one scale. @param {string | null | undefined} text */
function scaled(text) {
  const [whole = "", fraction = ""] = (text || "0").replace("-", "").split(".");
  const units = BigInt(whole + fraction.padEnd(FINEST, "0"));
  return (text || "").startsWith("-") ? -units : units;
}

/** @param {(string | null | undefined)[]} texts */
function sumOf(texts) {
  return texts.reduce((sum, text) => sum + scaled(text), BigInt(0));
}

/** Whether totals are the sums of the day's own rows that stand in files. @param {Certificate} certificate */
function totalsAddUp({ rows, totals }) {
  const counted = rows.filter(
    (row) => row.originalDay === null && row.gross !== null && row.kind !== "elsewhere" && !row.why.includes("SUPERSEDED"),
  );
  const currencies = new Set([...counted, ...totals].map(({ currency }) => currency));
  return [...currencies].every((currency) => {
    const own = counted.filter((row) => row.currency === currency);
    const total = totals.find((each) => each.currency === currency);
    if (!total) return own.length === 0;
    const isSum = (/** @type {"gross" | "fee" | "net"} */ figure) => sumOf(own.map((row) => row[figure])) === scaled(total[figure]);
    return own.length === total.lines && isSum("gross") && isSum("fee") && isSum("net");
  });
}

/** Whether balances roll to their closing sums from both sides. @param {Certificate} certificate */
function balancesAddUp({ balances }) {
  return balances.every((each) => {
    const moved = [each.opening, each.payments, each.refunds, each.fees, each.adjustments, each.payouts, each.conversions, each.writeOffs];
    const open = [each.openTransactions, each.openBreaks, each.unpaidBatches, each.reservesHeld];
    return sumOf(moved) === scaled(each.closing) && sumOf(open) === scaled(each.closing);
  });
}

/** @param {Certificate} certificate @param {() => Promise<void>} onRow @returns {Promise<Fault | null>} */
async function faultOf(certificate, onRow) {
  const { digest, rows, ...head } = certificate;
  let all = "";
  for (const [at, row] of rows.entries()) {
    const { digest: own, ...bare } = row;
    if (row.ordinal !== at || (await sha256(canonical(bare))) !== own) return { row: at, what: "ROW_CHANGED" };
    all = await sha256(`${all}\n${own}`);
    await onRow();
  }
  if (!totalsAddUp(certificate)) return { row: null, what: "TOTALS_DIFFER" };
  if (!balancesAddUp(certificate)) return { row: null, what: "BALANCE_DIFFERS" };
  if (certificate.proofs.some(({ off }) => /[1-9]/.test(off))) return { row: null, what: "PROOF_NOT_ZERO" };
  if (certificate.maker === certificate.checker) return { row: null, what: "MAKER_IS_CHECKER" };
  return (await sha256(canonical({ ...head, rows: all }))) === digest ? null : { row: null, what: "CLOSE_CHANGED" };
}

/** @param {Certificate} certificate @param {Certificate | null} before @returns {Fault | null} */
function linkFault(certificate, before) {
  if (before === null) return null;
  if (before.sequence === certificate.sequence) return { row: null, what: "DAY_TWICE" };
  const { previous, sequence } = certificate;
  const follows =
    previous !== null && previous.digest === before.digest && previous.settleDay === before.settleDay && sequence === before.sequence + 1;
  return follows ? null : { row: null, what: "CHAIN_BROKEN" };
}

/** Whether something looks like a certificate at all. @param {unknown} value @returns {value is Certificate} */
function isCertificate(value) {
  const told = /** @type {Partial<Certificate> | null} */ (value);
  if (typeof told !== "object" || told === null || told.format !== "tillbook-close/1") return false;
  return [told.rows, told.totals, told.proofs, told.balances].every(Array.isArray) && typeof told.account === "object";
}

/**
 * Checks the chains of all accounts among the certificates, each from its first close on.
 * @param {Certificate[]} certificates @param {() => Promise<void>} onRow @returns {Promise<Verdict[]>}
 */
async function checkCertificates(certificates, onRow = async () => undefined) {
  const accounts = [...new Set(certificates.map(({ account }) => account.id))].toSorted();
  /** @type {Verdict[]} */
  const verdicts = [];
  for (const id of accounts) {
    const chain = certificates.filter(({ account }) => account.id === id).toSorted((a, b) => a.sequence - b.sequence);
    const [first, last] = [chain[0], chain[chain.length - 1]];
    if (!first || !last) continue;
    const rows = chain.reduce((sum, each) => sum + each.rows.length, 0);
    verdicts.push({
      account: first.account.name,
      closes: chain.length,
      rows,
      start: first.previous === null ? 0 : first.sequence,
      last,
      fault: await firstFault(chain, onRow),
    });
  }
  return verdicts;
}

/** @param {Certificate[]} chain @param {() => Promise<void>} onRow @returns {Promise<Verdict["fault"]>} */
async function firstFault(chain, onRow) {
  /** @type {Certificate | null} */
  let before = null;
  for (const certificate of chain) {
    const fault = (await faultOf(certificate, onRow)) || linkFault(certificate, before);
    if (fault) {
      const row = fault.row === null ? undefined : certificate.rows[fault.row];
      return { settleDay: certificate.settleDay, version: certificate.version, line: row ? row.line : null, ...fault };
    }
    before = certificate;
  }
  return null;
}

export { checkCertificates, isCertificate };
