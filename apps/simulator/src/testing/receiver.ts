import { createServer } from "node:http";

export type Heard = {
  readonly body: string;
  /** `undefined` as a text where the header is missing; two headers of the name are joined by Node. */
  readonly sign: string;
  readonly contentType: string;
  readonly url: string;
  /** Every value of the sign header, one for each time that it was sent. */
  readonly signs: readonly string[];
  /** Port of the sender: one for each connection. */
  readonly from: number;
};

function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  return rawHeaders.filter((_value, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/** A merchant's notification address that writes down what it hears and answers with what `answer` says for each. */
export async function listenForNotices(answer: (index: number) => { status: number; body: string }) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status, body } = answer(heard.length);
      const sign = request.headers["x-qf-sign"];
      heard.push({
        body: Buffer.concat(chunks).toString("utf8"),
        sign: String(sign),
        contentType: String(request.headers["content-type"]),
        url: request.url ?? "",
        signs: valuesOf(request.rawHeaders, "x-qf-sign"),
        from: request.socket.remotePort ?? 0,
      });
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    heard,
    url: `http://127.0.0.1:${port}/notify`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
