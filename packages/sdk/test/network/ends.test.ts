import { expect, test } from "vitest";
import { AbortedError, ServerError, TimeoutError } from "../../src/index.ts";
import { refusal, silence } from "./scripted-server.ts";
import { accept, failure, order, world } from "./world.ts";

const unavailable = refusal(503, "SERVICE_UNAVAILABLE");

test("an aborted call is told apart from one that took too long, and the connection is closed", async () => {
  let closed = false;
  const { server, renewal } = await world([
    (_response, _seen, socket) => socket.on("close", () => (closed = true)),
  ]);
  const controller = new AbortController();
  const call = failure(renewal.payments.create(order, { signal: controller.signal }));
  await expect.poll(() => server.seen.length).toBe(1);
  controller.abort(new Error("the person left"));
  const error = await call;
  expect(error).toBeInstanceOf(AbortedError);
  expect(error).not.toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ code: "ABORTED", attempts: 1, cause: new Error("the person left") });
  await expect.poll(() => closed).toBe(true);
});

test("a call that is aborted while it waits for its next try ends at once", async () => {
  const inTwentySeconds = refusal(503, "SERVICE_UNAVAILABLE", { "Retry-After": "20" });
  const { server, renewal } = await world([inTwentySeconds], { token: "t", sleep: undefined });
  const controller = new AbortController();
  const before = performance.now();
  setTimeout(() => controller.abort(), 60);
  const error = await failure(renewal.payments.create(order, { signal: controller.signal }));
  expect(error).toBeInstanceOf(AbortedError);
  expect(error).toMatchObject({ attempts: 1 });
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(server.seen).toHaveLength(1);
});

test("a signal that is aborted already sends nothing", async () => {
  const { server, renewal } = await world([accept]);
  const error = await failure(renewal.payments.create(order, { signal: AbortSignal.abort() }));
  expect(error).toMatchObject({
    name: "AbortedError",
    attempts: 0,
  });
  expect(server.seen).toHaveLength(0);
});

test("what needs no token is not sent either once its signal is aborted, before the call or right behind it", async () => {
  const { server, renewal } = await world([accept]);
  const controller = new AbortController();
  const calls = [
    failure(renewal.packages.list({ signal: AbortSignal.abort() })),
    failure(renewal.packages.list({ signal: controller.signal })),
  ];
  controller.abort();
  for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(AbortedError);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(server.seen).toHaveLength(0);
});

test("a fetch that takes no notice of signals cannot hold a call", async () => {
  const deaf = () => new Promise<Response>(() => {});
  const { renewal } = await world([accept], { token: "t", fetch: deaf, timeout: 30, maxRetries: 0 });
  expect(await failure(renewal.payments.create(order))).toBeInstanceOf(TimeoutError);
});

test("the total time ends a call in the middle of a try", async () => {
  const { renewal } = await world([silence], { token: "t", timeout: 10_000, totalTimeout: 80 });
  const error = await failure(renewal.payments.create(order));
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ code: "TIMEOUT", attempts: 1 });
});

test("a wait that would outlast the total time gives the error itself at once", async () => {
  const { server, renewal, slept } = await world([unavailable], { token: "t", totalTimeout: 1400 });
  expect(await failure(renewal.payments.create(order))).toBeInstanceOf(ServerError);
  expect(server.seen).toHaveLength(2);
  expect(slept).toEqual([500]);
});

test("no time limit is no time limit", async () => {
  const { renewal } = await world([accept], { token: "t", timeout: Number.POSITIVE_INFINITY });
  expect((await renewal.payments.create(order)).success).toBe(true);
});

test("thousands of calls leave nothing behind on a signal", async () => {
  const { renewal } = await world([accept]);
  const controller = new AbortController();
  let listening = 0;
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...words: Parameters<typeof add>) => {
    listening++;
    add(...words);
  };
  signal.removeEventListener = (...words: Parameters<typeof remove>) => {
    listening--;
    remove(...words);
  };
  for (let call = 0; call < 50; call++) await renewal.payments.create(order, { signal, totalTimeout: 5000 });
  expect(listening).toBe(0);
});
