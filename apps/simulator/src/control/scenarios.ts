import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { languageOf } from "../page/index.ts";
import { isScenarioName, lineOf, type Running, SCENARIOS, scenarioNames } from "../scenarios/index.ts";
import { toWireTime } from "../wire/index.ts";
import type { World } from "../world.ts";
import { endScenario } from "./end.ts";
import { sendError, sendJson } from "./reply.ts";

const nameParams = z.object({ name: z.string() });

const startBody = z.strictObject({
  outTradeNo: z.string().min(1).optional(),
  seed: z.number().int().optional(),
  chance: z.number().min(0).max(1).optional(),
});

/** Scenarios by name. */
export function scenarioRoutes(app: FastifyInstance, world: World): void {
  app.get("/control/scenarios", (request, reply) => {
    const language = languageOf(request);
    const scenarios = scenarioNames().map((name) => {
      const { group, scope } = SCENARIOS[name];
      return { name, group, scope, line: lineOf(name, language) };
    });
    return sendJson(reply, { scenarios, running: world.scenarios.running().map(runningShown) });
  });

  app.post("/control/scenarios/:name", (request, reply) => {
    const { name } = nameParams.parse(request.params);
    if (!isScenarioName(name)) return sendError(reply, 404, `no scenario of this name: ${scenarioNames().join(", ")}`);
    world.scenarios.start(name, startBody.parse(request.body ?? {}));
    return sendJson(reply, { running: world.scenarios.running().map(runningShown) }, 201);
  });

  app.delete("/control/scenarios/:name", (request, reply) => {
    const { name } = nameParams.parse(request.params);
    if (!isScenarioName(name) || !endScenario(world, name))
      return sendError(reply, 404, "no such scenario runs: GET /control/scenarios lists them");
    return sendJson(reply, { running: world.scenarios.running().map(runningShown) });
  });
}

function runningShown({ name, startedAt, order, faults }: Running) {
  return { name, started_at: toWireTime(startedAt), outTradeNo: order, faults };
}
