import { describe, expect, it } from "vitest";
import { readCommand } from "./options.ts";

const sentence = (...args: string[]) => {
  const command = readCommand(args);
  return command.kind === "refused" ? command.sentence.split("\n")[0] : command.kind;
};

describe("the command line", () => {
  it("without options starts a demo merchant on port 8100 with its book below the current directory", () => {
    const command = readCommand([]);
    expect(command).toMatchObject({
      kind: "start",
      isDemo: true,
      options: { port: 8100, host: "127.0.0.1", book: ".data/simulator/book.jsonl" },
    });
  });

  it("takes a merchant of one's own", () => {
    const args = [
      "--app-code",
      "X",
      "--client-key",
      "Y",
      "--mchid",
      "Z",
      "--notify-url",
      "http://127.0.0.1:3000/n",
      "--fee-rate",
      "0.60%",
      "--time-scale",
      "60",
    ];
    expect(readCommand(args)).toMatchObject({
      isDemo: false,
      options: {
        timeScale: 60,
        accounts: [{ appCode: "X", clientKey: "Y", mchid: "Z", notifyUrl: "http://127.0.0.1:3000/n", feeRate: "0.60%" }],
      },
    });
  });

  it.each([
    [["--port", "99999"], "--port is wrong: give a port from 0 to 65535."],
    [["--app-code", "X"], "--client-key is missing: give --app-code and --client-key together, or neither to use the demo merchant."],
    [["--fee-rate", "0.8"], "--fee-rate is wrong: write the rate as a percentage, for example 0.80%."],
    [["--notify-url", "shop"], "--notify-url is wrong: Invalid URL."],
    [["--time-scale", "fast"], "--time-scale is wrong: give a number from 0, for example 60."],
    [["--colour", "green"], "Unknown option '--colour'"],
  ])("refuses %j with a sentence", (args, expected) => {
    expect(sentence(...args)).toBe(expected);
  });
});
