import { describe, expect, it } from "vitest";
import { ClosingAlready, type House, openHouse, type Part } from "./house.ts";

function aPart(name: string, stopped: string[]): Part & { breakDown(sentence: string): void } {
  const { promise: ended, resolve } = Promise.withResolvers<string>();
  return {
    name,
    ended,
    breakDown: resolve,
    async stop() {
      stopped.push(name);
      resolve(`${name} was stopped`);
    },
  };
}

describe("what runs together", () => {
  it("is stopped in the opposite order in which it was started", async () => {
    const stopped: string[] = [];
    const house = openHouse();
    for (const name of ["database", "simulator", "server"]) house.add(aPart(name, stopped));
    house.close({ kind: "asked" });
    await house.empty(Promise.resolve());
    expect(stopped).toEqual(["server", "simulator", "database"]);
  });

  it("closes as a whole when one of it breaks down, and says which", async () => {
    const house = openHouse();
    const server = aPart("server", []);
    house.add(aPart("database", []));
    house.add(server);
    server.breakDown("The server ended: out of memory");
    expect(await house.closing).toEqual({ kind: "broken", sentence: "The server ended: out of memory" });
    expect(house.signal.aborted).toBe(true);
  });

  it("closes for the first reason only", async () => {
    const house = openHouse();
    house.close({ kind: "asked" });
    house.close({ kind: "broken", sentence: "too late" });
    expect(await house.closing).toEqual({ kind: "asked" });
  });

  it("leaves nothing behind that was still being started when it closed", async () => {
    const stopped: string[] = [];
    const house = openHouse();
    const opening = startLater(house, aPart("server", stopped));
    house.close({ kind: "asked" });
    await house.empty(opening);
    expect(stopped).toEqual(["server"]);
    await expect(opening).rejects.toThrow(ClosingAlready);
  });
});

async function startLater(house: House, part: Part): Promise<void> {
  await Promise.resolve();
  house.add(part);
}
