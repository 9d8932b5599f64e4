import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "../generated/client.ts";

/**
 * Prisma on the pool of a database, for libraries that bring rows of their own, such as sign-in. It has a door of its own, since programs that
 * work on the books alone start sooner and stay smaller without it. It ends with the pool.
 */
export function prismaOn(pool: pg.Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
