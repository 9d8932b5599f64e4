export { type AddNote, addNote, addNoteSchema } from "./add-note.ts";
