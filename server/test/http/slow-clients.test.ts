import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { order, readRaw, startTestServer } from "./running.ts";

/** A client that sends a byte now and then, until it is told to stop, and what it is told. */
function trickle(url: string, begin: string): { socket: Socket; told: Promise<string> } {
  const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(begin));
  const timer = setInterval(() => socket.write("a"), 500);
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  const told = new Promise<string>((resolve) => {
    socket.on("close", () => {
      clearInterval(timer);
      resolve(received);
    });
  });
  return { socket, told };
}

test("Clients that send their request byte by byte are told so and cut off, and hold up nobody", {
  timeout: 60_000,
}, async () => {
  const server = await startTestServer();
  const token = await server.token();
  const head = "GET /v1/packages HTTP/1.1\r\nHost: a\r\nX-Note: ";
  const length = JSON.stringify(order).length + 1000;
  const body = `POST /v1/payment/create HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n{`;
  const start = performance.now();
  const slow = [...Array.from({ length: 200 }, () => trickle(server.url, head)), trickle(server.url, body)];
  const asked = performance.now();
  expect((await server.ask("/packages")).status).toBe(200);
  expect(performance.now() - asked).toBeLessThan(10_000);
  for (const { told } of slow) {
    expect(readRaw(await told)).toMatchObject({ status: 408, json: { error: { code: "REQUEST_TIMEOUT" } } });
  }
  expect(performance.now() - start).toBeLessThan(40_000);
  expect(await server.orderCount()).toBe(0);
  await server.stop();
});
