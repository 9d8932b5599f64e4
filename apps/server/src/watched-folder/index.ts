export { keepWatching, type WatchedFolder, watchedFolder } from "./watch-folder.ts";
