import { staff, staffProcedure } from "../trpc.ts";
import { readPeople } from "./read-people.ts";
import { readSession } from "./read-session.ts";

export const sessionRouter = staff.router({
  me: staffProcedure.query(({ ctx }) => readSession(ctx)),
  people: staffProcedure.query(({ ctx }) => readPeople(ctx)),
});
