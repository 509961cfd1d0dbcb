import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { answerIn } from "../../bench/answer.ts";
import { type Asking, ask } from "../../bench/generator.ts";

const good = answer('{"success":true}');
let server: Server | undefined;

function answer(body: string, status = "200 OK"): string {
  return `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nVary: Origin\r\n\r\n${body}`;
}

afterEach(() => {
  server?.close();
});

/** A server that answers its requests, which it counts from 1, with these bytes. */
async function serverOf(reply: (socket: Socket, number: number, request: string) => void): Promise<string> {
  let number = 0;
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => reply(socket, ++number, bytes.toString()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function asked(url: string, until: Asking["until"] = { requests: 500 }) {
  let number = 0;
  const next = () => `GET /${++number} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  return ask({ ...{ url, until, next }, connections: 8, isRight: (body) => body.includes("true") });
}

describe("the load generator", () => {
  it("sends as many requests as it was told, each once", async () => {
    const paths: string[] = [];
    const url = await serverOf((socket, _number, request) => {
      paths.push(request.split(" ")[1] ?? "");
      socket.write(good);
    });
    expect(await asked(url)).toMatchObject({ answers: 500 });
    expect(new Set(paths).size).toBe(500);
  });

  it("asks for as long as it was told, and has an answer to all that it asked", async () => {
    let replies = 0;
    const url = await serverOf((socket) => {
      replies += 1;
      socket.write(good);
    });
    const { answers, seconds } = await asked(url, { seconds: 0.3 });
    expect(answers).toBe(replies);
    expect(seconds).toBeGreaterThanOrEqual(0.3);
  });

  it("tells how long answers took in parts of a millisecond", async () => {
    const url = await serverOf((socket, number) => {
      if (number % 50 === 0) void setTimeout(60).then(() => socket.write(good));
      else socket.write(good);
    });
    const { p50, p99 } = await asked(url);
    expect(Number.isInteger(p50)).toBe(false);
    expect(p50).toBeLessThan(60);
    expect(p99).toBeGreaterThanOrEqual(59);
  });

  it.each([
    ["body", answer('{"success":false}')],
    ["status", answer('{"success":true}', "201 Created")],
    ["protocol", good.replace("HTTP/1.1", "ICY")],
    ["length", `${good}surplus`],
  ])("calls off a run in which one answer of 500 has a wrong %s", async (_what, wrong) => {
    const url = await serverOf((socket, number) => socket.write(number === 333 ? wrong : good));
    await expect(asked(url)).rejects.toThrow(/A wrong answer: 20|no answer|More came/);
  });

  it("calls off a run in which a connection ends before its answer", async () => {
    const url = await serverOf((socket, number) => {
      if (number === 333) socket.end(good.slice(0, 20));
      else socket.write(good);
    });
    await expect(asked(url)).rejects.toThrow("closed the connection");
  });

  it("calls off a run in which an answer does not come for ten seconds", async () => {
    const url = await serverOf((socket, number) => number !== 333 && socket.write(good));
    await expect(asked(url)).rejects.toThrow("Nothing came");
  });
});

describe("an answer", () => {
  it("is read when its last byte is there", () => {
    const chunked = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"suc\r\nb\r\ncess":true}\r\n0\r\n\r\n`;
    for (const whole of [good, chunked]) {
      for (let length = 0; length < whole.length; length += 1)
        expect(answerIn(whole.slice(0, length))).toBeUndefined();
      expect(answerIn(whole)).toEqual({ status: 200, body: '{"success":true}' });
    }
  });
});
