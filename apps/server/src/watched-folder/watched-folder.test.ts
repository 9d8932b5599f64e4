import { appendFile, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BooksContext } from "@tillbook/api/settlement";
import { aMerchant, useTestDatabase } from "@tillbook/db/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchedFolder } from "./index.ts";
import { STILL_FOR_MS } from "./whole-files.ts";

const database = useTestDatabase();
const NOW = new Date("2026-03-10T07:30:00+08:00");
const HEADER = "settle_batch_no,trade_date,settle_date,mchid,line_type,syssn,sysdtm,txcurrcd,gross_amount,fee_amount,net_amount";
const row = (n: number): string => `B${n},2026-03-09,2026-03-10,SHOP1,PAYMENT,P${n},2026-03-09 12:00:00,HKD,100.00,0.80,99.20`;
const statement = (n: number): string => `${HEADER}\n${row(n)}\n#TOTAL,HKD,1,100.00,0.80,99.20\n`;

let folder = "";
let errors: string[] = [];
let books: BooksContext;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tillbook-folder-test-"));
  errors = [];
  const silent = (): void => undefined;
  books = {
    actor: { kind: "system", name: "folder" },
    account: { ...(await aMerchant(database.db)), mchid: "SHOP1" },
    db: database.db,
    clock: { now: () => NOW },
    log: { info: silent, warn: silent, error: (_details, text) => void errors.push(text) },
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const drop = (name: string, text: string) => writeFile(path.join(folder, name), text);
const shelf = async (name: string) => (await readdir(path.join(folder, name)).catch(() => [])).toSorted();
const filesKept = async () =>
  (await database.db.read.sql(`SELECT "name" FROM "StatementFile" WHERE "accountId" = $1`, [books.account.id])).length;

/** Looks at once and when everything has stood still for long enough. */
async function lookTwice(watched = watchedFolder(folder, async () => books), fromMs = 0) {
  await watched.look(fromMs);
  return watched.look(fromMs + STILL_FOR_MS);
}

describe("a watched folder", () => {
  it("takes in a whole file as an upload would, and puts it away with its answer", async () => {
    await drop("day.csv", statement(1));
    expect([...(await lookTwice())].map(([name, { status, receivedBy }]) => [name, status, receivedBy])).toEqual([
      ["day.csv", "ACTIVE", "folder"],
    ]);
    expect(await shelf("done")).toEqual(["20260309T233000Z-day.csv", "20260309T233000Z-day.csv.answer.json"]);
    const answer: unknown = JSON.parse(await readFile(path.join(folder, "done", "20260309T233000Z-day.csv.answer.json"), "utf8"));
    expect(answer).toMatchObject({ status: "ACTIVE", lines: 1, days: ["2026-03-09"] });
    expect(await shelf(".")).toEqual(["done"]);
  });

  it("puts what is no statement on the other shelf, with the reason", async () => {
    await drop("letter.txt", "Dear customer,\n");
    await lookTwice();
    const [file = "", answer = ""] = await shelf("refused");
    expect(file).toMatch(/-letter\.txt$/);
    expect(JSON.parse(await readFile(path.join(folder, "refused", answer), "utf8"))).toMatchObject({ status: "REFUSED", id: null });
    expect(await filesKept()).toBe(0);
  });

  it("waits for as long as a file grows, and for one that is not begun", async () => {
    const watched = watchedFolder(folder, async () => books);
    const half = statement(1).slice(0, 150);
    await drop("slow.csv", half);
    await drop("empty.csv", "");
    await watched.look(0);
    await appendFile(path.join(folder, "slow.csv"), statement(1).slice(150));
    expect(await watched.look(STILL_FOR_MS)).toEqual(new Map());
    expect((await watched.look(2 * STILL_FOR_MS)).get("slow.csv")).toMatchObject({ status: "ACTIVE", lines: 1 });
    expect(await shelf(".")).toEqual(["done", "empty.csv"]);
  });

  it("keeps nothing of a file that grows while it is read, and takes it in when it is done", async () => {
    const large = `${HEADER}\n${Array.from({ length: 4_000 }, (_, n) => row(n)).join("\n")}\n`;
    await drop("growing.csv", large);
    const watched = watchedFolder(folder, async () => {
      await appendFile(path.join(folder, "growing.csv"), `${row(9_999)}\n`); // between being looked at and being read
      return books;
    });
    expect(await lookTwice(watched)).toEqual(new Map());
    expect(await filesKept()).toBe(0);
    expect(
      (
        await lookTwice(
          watchedFolder(folder, async () => books),
          100_000,
        )
      ).get("growing.csv"),
    ).toMatchObject({ lines: 4_001 });
    expect(errors).toEqual([]);
  });

  it("leaves alone what senders have not renamed yet, folders, and links to elsewhere", async () => {
    await drop(".hidden.csv", statement(1));
    await drop("coming.csv.part", statement(2));
    await writeFile(path.join(folder, "..", `${path.basename(folder)}-secret`), statement(3));
    await symlink(path.join(folder, "..", `${path.basename(folder)}-secret`), path.join(folder, "link.csv"));
    expect(await lookTwice()).toEqual(new Map());
    await rename(path.join(folder, "coming.csv.part"), path.join(folder, "coming.csv"));
    expect([...(await lookTwice()).keys()]).toEqual(["coming.csv"]);
    await rm(path.join(folder, "..", `${path.basename(folder)}-secret`));
  });

  it("imports nothing twice when it was killed before it put the file away", async () => {
    await drop("day.csv", statement(1));
    await lookTwice();
    const [done = ""] = await shelf("done");
    await rename(path.join(folder, "done", done), path.join(folder, "day.csv")); // as if it had never been moved
    expect((await lookTwice()).get("day.csv")).toMatchObject({ status: "DUPLICATE", duplicateOf: { name: "day.csv" } });
    expect(await filesKept()).toBe(1);
  });

  it("never replaces what lies on a shelf already", async () => {
    for (const n of [1, 2]) {
      await drop("statement.csv", statement(n));
      await lookTwice();
    }
    expect(await shelf("done")).toEqual([
      "2-20260309T233000Z-statement.csv",
      "2-20260309T233000Z-statement.csv.answer.json",
      "20260309T233000Z-statement.csv",
      "20260309T233000Z-statement.csv.answer.json",
    ]);
    expect(await filesKept()).toBe(2);
  });

  it("tells how it stands: what waits, what was tried in vain, what was refused", async () => {
    let isAway = true;
    const away = { ...books, db: { ...books.db, unitOfWork: () => Promise.reject(new Error("away")) } };
    const watched = watchedFolder(folder, async () => (isAway ? away : books));
    expect(await watched.reading(0, NOW)).toMatchObject({ lastLookAt: null, waiting: 0, refused: 0 });
    await drop("day.csv", statement(1));
    await lookTwice(watched);
    const ago = (ms: number): Date => new Date(NOW.getTime() - ms);
    expect(await watched.reading(STILL_FOR_MS + 1_000, NOW)).toEqual({
      lastLookAt: ago(1_000),
      isTakingIn: false,
      waiting: 1,
      oldestWaiting: ago(STILL_FOR_MS + 1_000),
      putOff: 1,
      refused: 0,
    });
    isAway = false;
    await drop("letter.txt", "Dear customer,\n");
    await lookTwice(watched, STILL_FOR_MS + 5_000);
    expect(await watched.reading(2 * STILL_FOR_MS + 5_000, NOW)).toMatchObject({ waiting: 0, oldestWaiting: null, putOff: 0, refused: 1 });
  });

  it("tries again later when the database is away, at growing pauses", async () => {
    await drop("day.csv", statement(1));
    let isAway = true;
    const away = { ...books, db: { ...books.db, unitOfWork: () => Promise.reject(new Error("away")) } };
    const watched = watchedFolder(folder, async () => (isAway ? away : books));
    await lookTwice(watched);
    await watched.look(STILL_FOR_MS + 4_000);
    expect(errors).toHaveLength(1);
    isAway = false;
    expect((await watched.look(STILL_FOR_MS + 5_000)).get("day.csv")).toMatchObject({ status: "ACTIVE" });
  });
});
