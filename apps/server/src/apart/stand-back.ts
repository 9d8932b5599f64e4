import { constants, setPriority } from "node:os";

/** Where both want a processor, this process waits for those that serve customers. */
export function standBack(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
