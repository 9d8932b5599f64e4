// What a person does with the page: drops certificates on it, and reads what was found. The words stand in the page, in three languages.

import { checkCertificates, isCertificate } from "./check.js";

/** @typedef {Record<string, string>} Words */

/** @type {Record<string, Words>} */
const ALL_WORDS = JSON.parse(element("words").textContent || "{}");
const ROWS_BETWEEN_BREATHS = 2000;

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** @param {readonly string[]} wished */
function languageAmong(wished) {
  for (const language of wished) {
    if (/^zh-(Hant|HK|TW|MO)/i.test(language)) return "zh-Hant";
    if (/^zh/i.test(language)) return "zh-Hans";
    if (/^en/i.test(language)) return "en";
  }
  return "en";
}

let language = languageAmong(navigator.languages);

/** A sentence with its blanks filled. @param {string} key @param {Words} blanks */
function say(key, blanks = {}) {
  const words = ALL_WORDS[language] || {};
  return (words[key] || key).replace(/\{(\w+)\}/g, (_all, name) => blanks[name] || "");
}

function speak() {
  document.documentElement.lang = language;
  for (const spoken of document.querySelectorAll("[data-say]")) spoken.textContent = say(spoken.getAttribute("data-say") || "");
  const chosen = element("language");
  if (chosen instanceof HTMLSelectElement) chosen.value = language;
}

/** @param {"holds" | "fails" | "busy" | "unread"} tone @param {string} text */
function tell(tone, text) {
  const line = document.createElement("p");
  line.className = tone;
  line.textContent = text;
  element("said").appendChild(line);
}

/** @param {Iterable<File>} files */
async function take(files) {
  element("said").textContent = "";
  if (!globalThis.crypto || !crypto.subtle) return tell("unread", say("noCrypto"));
  const certificates = [];
  for (const file of files) {
    const parsed = parse(await file.text());
    if (isCertificate(parsed)) certificates.push(parsed);
    else tell("unread", say("noCertificate", { file: file.name }));
  }
  if (certificates.length === 0) return tell("unread", say("nothing"));
  const busy = element("busy");
  let done = 0;
  const verdicts = await checkCertificates(certificates, async () => {
    done += 1;
    if (done % ROWS_BETWEEN_BREATHS !== 0) return;
    busy.textContent = say("busy", { rows: String(done) });
    await new Promise((resume) => setTimeout(resume, 0));
  });
  busy.textContent = "";
  for (const verdict of verdicts) tell(verdict.fault ? "fails" : "holds", sentenceOf(verdict));
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {Awaited<ReturnType<typeof checkCertificates>>[number]} verdict */
function sentenceOf({ account, closes, rows, start, last, fault }) {
  if (fault === null) {
    const from = start === 0 ? say("fromBeginning") : say("fromClose", { number: String(start) });
    return say("holds", {
      account,
      closes: String(closes),
      rows: String(rows),
      from,
      day: last.settleDay,
      version: String(last.version),
      digest: last.digest,
    });
  }
  const row = fault.row === null ? "" : say("row", { row: String(fault.row), line: fault.line === null ? "" : ` (${fault.line})` });
  return say("fails", { account, day: fault.settleDay, version: String(fault.version), row, what: say(fault.what), code: fault.what });
}

speak();
element("language").addEventListener("change", ({ target }) => {
  if (target instanceof HTMLSelectElement && target.value in ALL_WORDS) language = target.value;
  speak();
});
element("files").addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.files) void take(target.files);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer) void take(event.dataTransfer.files);
});
