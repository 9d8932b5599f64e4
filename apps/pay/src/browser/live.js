// The page's one script, sent as it stands here (less its comments): no build, and nothing newer than ES2018, for old
// WeChats. It keeps the page true: it listens for news, asks again where listening fails, and then loads the page anew.
// It only ever GETs the page's clean address, so it can never send a payment a second time.
(() => {
  const FIRST_WAIT_MS = 5_000;
  const LONGEST_WAIT_MS = 30_000;
  const QUIET_CHECK_MS = 60_000; // a stream may be open and yet dead behind a proxy
  const SHORTEST_STAY_MS = 1_000; // bounds reloading, should page and stream ever disagree for good
  const GIVE_UP_LEAVING_MS = 15_000;
  const LONGEST_COUNTDOWN_S = 7_200; // QFPay's longest order: beyond it the device's clock is wrong

  const script = document.currentScript;
  if (!script) return;
  const words = script.dataset;
  const version = document.documentElement.dataset.version;
  const cleanPath = String(words.path);
  const address = `${cleanPath}?lang=${words.lang}`;

  /** @type {EventSource | undefined} */
  let stream;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let waitMs = FIRST_WAIT_MS;
  let isLeaving = false;

  function say(/** @type {string | undefined} */ text) {
    const status = document.getElementById("said");
    if (status) status.textContent = text || "";
  }

  function showNews() {
    if (isLeaving) return;
    stop();
    say(words.updating);
    setTimeout(() => location.replace(address), Math.max(0, SHORTEST_STAY_MS - performance.now()));
  }

  function stop() {
    isLeaving = true;
    clearTimeout(timer);
    if (stream) stream.close();
  }

  function checkIn(/** @type {number} */ ms) {
    clearTimeout(timer);
    timer = setTimeout(check, ms * (0.8 + 0.4 * Math.random())); // not everybody at once after an outage
  }

  async function check() {
    clearTimeout(timer);
    if (isLeaving) return;
    const heard = await pageNow().catch(() => null);
    if (isLeaving) return;
    if (heard === null) {
      say(words.offline);
      checkLater();
    } else if (heard.includes(`data-version="${version}"`)) listen();
    else showNews();
  }

  /** The page as the server has it now, or null when the server is in trouble. A page that is gone is an answer. */
  async function pageNow() {
    const answer = await fetch(address, { headers: { accept: "text/html" }, cache: "no-store" });
    return answer.ok || answer.status === 404 || answer.status === 410 ? answer.text() : null;
  }

  function checkLater() {
    checkIn(waitMs);
    waitMs = Math.min(waitMs * 1.5, LONGEST_WAIT_MS);
  }

  function listen() {
    say("");
    if (typeof EventSource === "undefined") return checkLater();
    if (stream && stream.readyState === EventSource.OPEN) return checkIn(QUIET_CHECK_MS);
    if (stream) stream.close();
    stream = new EventSource(`${cleanPath}/events`);
    stream.addEventListener("open", () => {
      waitMs = FIRST_WAIT_MS;
      checkIn(QUIET_CHECK_MS);
    });
    stream.addEventListener("changed", (event) => {
      if (event.data !== version) showNews();
    });
    stream.addEventListener("error", () => {
      if (stream) stream.close();
      if (!isLeaving) checkLater();
    });
    checkIn(waitMs); // should it neither open nor fail
  }

  // News that arrives while the customer is on the way to WeChat must not turn them round.
  document.addEventListener("submit", (event) => {
    if (isLeaving) return event.preventDefault();
    stop();
    setTimeout(resume, GIVE_UP_LEAVING_MS);
  });

  function resume() {
    isLeaving = false;
    void check();
  }

  // Coming back by the back button shows the page as it was: ask whether it still is.
  addEventListener("pageshow", (event) => {
    if (event.persisted) resume();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void check();
  });

  const renewal = document.getElementById("renewal");
  if (renewal) {
    const due = Date.parse(String(renewal.dataset.at));
    const every = setInterval(() => {
      const seconds = Math.ceil((due - Date.now()) / 1000);
      if (seconds > LONGEST_COUNTDOWN_S) return clearInterval(every);
      if (seconds > 0) {
        const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        renewal.textContent = String(renewal.dataset.words).replace("{time}", time);
      } else {
        clearInterval(every);
        void check();
      }
    }, 1000);
  }

  const copyButton = document.getElementById("copy");
  if (copyButton) {
    copyButton.hidden = false;
    copyButton.addEventListener("click", () => {
      const field = document.getElementById("link");
      if (!(field instanceof HTMLInputElement)) return;
      field.select();
      const write = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject(new Error("no clipboard"));
      write.then(
        () => say(words.copied),
        () => say(document.execCommand("copy") ? words.copied : words.select),
      );
    });
  }

  listen();
})();
