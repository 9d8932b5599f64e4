/** How a folder that statements are dropped into stands. Moments are by our clock. */
export type FolderReading = {
  /** When it was last looked into; null when it never could be. */
  readonly lastLookAt: Date | null;
  /** A file is being taken in right now, which may take minutes. */
  readonly isTakingIn: boolean;
  /** Files that are not taken in yet, and since when the first of them lies there. */
  readonly waiting: number;
  readonly oldestWaiting: Date | null;
  /** Those of them that were tried in vain, for a reason of ours. */
  readonly putOff: number;
  /** Files on the shelf of what was refused. */
  readonly refused: number;
};
