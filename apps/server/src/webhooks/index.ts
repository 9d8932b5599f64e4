export { createPost, type PostOptions } from "./post.ts";
