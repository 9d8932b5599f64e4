import type { FastifyInstance } from "fastify";
import type { Contexts, Deps } from "../deps.ts";

export async function statementRoutes(_app: FastifyInstance, _parts: { deps: Deps; contexts: Contexts }): Promise<void> {}
