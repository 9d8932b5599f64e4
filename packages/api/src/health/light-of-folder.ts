import type { LightView } from "../views/index.ts";
import { count, moment, secondsSince, since } from "./figures.ts";
import type { HealthReading } from "./reading.ts";

/** It is looked into every two seconds. */
const UNSEEN_S = 60;
const PUT_OFF_LONG_S = 3_600;
/** A whole file is taken in after ten seconds of standing still. */
const STUCK_S = 900;

/** Whether what is dropped into the watched folder is taken in; no light where no folder is watched. */
export function folderLight({ folder, now }: HealthReading): LightView | null {
  if (folder === null) return null;
  const { lastLookAt, isTakingIn, waiting, oldestWaiting, putOff, refused } = folder;
  const waitsS = secondsSince(oldestWaiting, now);
  const figures = [
    moment("last_look", lastLookAt),
    count("files_waiting", waiting),
    ...since("oldest_file_waiting", oldestWaiting),
    count("files_put_off", putOff),
    count("files_refused", refused),
  ];
  const isUnseen = lastLookAt === null || (!isTakingIn && secondsSince(lastLookAt, now) > UNSEEN_S);
  if (isUnseen) return { name: "folder", tone: "red", advice: "folder_unreadable", figures };
  if (putOff > 0) return { name: "folder", tone: waitsS > PUT_OFF_LONG_S ? "red" : "amber", advice: "folder_put_off", figures };
  if (waitsS > STUCK_S && !isTakingIn) return { name: "folder", tone: "amber", advice: "folder_stuck", figures };
  if (refused > 0) return { name: "folder", tone: "amber", advice: "folder_refused", figures };
  return { name: "folder", tone: "green", advice: "folder_fine", figures };
}
