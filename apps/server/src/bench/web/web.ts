import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { rounded } from "../frame/figures.ts";
import { type Budget, conclude, printRow, type Row } from "../frame/report.ts";

/** Pages are weighed in a real browser, which lives with the stories. */
const program = path.join(import.meta.dirname, "../../../../../e2e/weigh-pages.ts");
const MARK = "measured ";

const weighed = z.object({
  customerBytes: z.number(),
  customerRequests: z.number(),
  adminBytes: z.number(),
  adminFiles: z.number(),
  newBooksSeconds: z.number(),
  warmSeconds: z.number(),
});

/** What pages weigh over the line and how long the product takes to start: P13 to P15 of docs/performance.md. A first start of all also installs. */
export async function web(): Promise<void> {
  const { customerBytes, customerRequests, adminBytes, adminFiles, newBooksSeconds, warmSeconds } = await weigh();
  const rows = [
    row("P13 customer page as sent, kB", customerBytes / 1_000, { atMost: 15, aim: 6 }),
    row("P13 requests before it can be used", customerRequests, { atMost: 1, aim: 1 }),
    row("P14 first load of the desk as sent, kB", adminBytes / 1_000, { atMost: 230, aim: 180 }, { files: adminFiles }),
    row("P15 npm start, warm, s", warmSeconds, { atMost: 10, aim: 5 }),
    row("npm start with new books, s", newBooksSeconds, null),
  ];
  for (const each of rows) printRow(each);
  conclude("web", rows, {});
}

function row(name: string, figure: number, budget: Budget | null, details: Row["details"] = {}): Row {
  return { name, figure: rounded(figure), budget, details, isRefused: false };
}

async function weigh(): Promise<z.infer<typeof weighed>> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(MARK)) return weighed.parse(JSON.parse(line.slice(MARK.length)));
  }
  throw new Error("the pages could not be weighed");
}
