import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { order, readRaw, startTestServer, type TestServer } from "./running.ts";

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  token = await server.token();
});
afterAll(() => server.stop());

const lines = (...text: string[]) => `${text.join("\r\n")}\r\n\r\n`;
const get = (path: string, ...headers: string[]) =>
  lines(`GET ${path} HTTP/1.1`, "Host: localhost", ...headers);
const body = JSON.stringify(order);
const post = (path: string, ...headers: string[]) =>
  lines(
    `POST ${path} HTTP/1.1`,
    "Host: localhost",
    "Content-Type: application/json",
    `Authorization: Bearer ${token}`,
    ...headers,
  );

type Case = readonly [about: string, bytes: () => string, status: number, code: string, field?: string];

const cases: readonly Case[] = [
  ["no HTTP", () => "hello\r\n\r\n", 400, "VALIDATION_ERROR", "request"],
  ["bytes of TLS", () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "VALIDATION_ERROR", "request"],
  ["the preface of HTTP/2", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "VALIDATION_ERROR", "request"],
  ["HTTP of a version to come", () => lines("GET / HTTP/9.9", "Host: a"), 400, "VALIDATION_ERROR", "request"],
  [
    "a method that does not exist",
    () => lines("STEAL /v1/packages HTTP/1.1", "Host: a"),
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  [
    "a method in small letters",
    () => lines("get /v1/packages HTTP/1.1", "Host: a"),
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  ["a space in the path", () => get("/v1/pack ages"), 400, "VALIDATION_ERROR", "request"],
  ["a NUL in a header", () => get("/v1/packages", "X-Note: a\0b"), 400, "VALIDATION_ERROR", "request"],
  ["a header without a colon", () => get("/v1/packages", "NoColon"), 400, "VALIDATION_ERROR", "request"],
  ["a space before the colon", () => get("/v1/packages", "X-Note : a"), 400, "VALIDATION_ERROR", "request"],
  [
    "a bare line feed between headers",
    () => "GET /v1/packages HTTP/1.1\nHost: a\n\n",
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  [
    "two Content-Lengths",
    () => `${post("/v1/payment/create", "Content-Length: 5", "Content-Length: 6")}{}`,
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  [
    "Content-Length beside Transfer-Encoding",
    () => `${post("/v1/payment/create", "Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`,
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  [
    "a Content-Length below nothing",
    () => post("/v1/payment/create", "Content-Length: -1"),
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  [
    "a Content-Length in hexadecimal",
    () => post("/v1/payment/create", "Content-Length: 0x5"),
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  [
    "a Transfer-Encoding that is not chunked",
    () => post("/v1/payment/create", "Transfer-Encoding: gzip"),
    400,
    "VALIDATION_ERROR",
  ],
  [
    "a Transfer-Encoding of two",
    () => `${post("/v1/payment/create", "Transfer-Encoding: gzip, chunked")}0\r\n\r\n`,
    400,
    "VALIDATION_ERROR",
    "Transfer-Encoding",
  ],
  [
    "a chunk of no length",
    () => `${post("/v1/payment/create", "Transfer-Encoding: chunked")}xyz\r\n`,
    400,
    "VALIDATION_ERROR",
    "request",
  ],
  [
    "headers above 16 KiB",
    () => get("/v1/packages", `X-Note: ${"a".repeat(20_000)}`),
    431,
    "HEADERS_TOO_LARGE",
  ],
  [
    "a thousand headers of 20 bytes",
    () => get("/v1/packages", ...Array.from({ length: 1000 }, (_, n) => `X-Note-${n}: aaaaaaaa`)),
    431,
    "HEADERS_TOO_LARGE",
  ],
  ["a path of 20,000 letters", () => get(`/v1/${"a".repeat(20_000)}`), 431, "HEADERS_TOO_LARGE"],
  ["no Host", () => lines("GET /v1/packages HTTP/1.1"), 400, "VALIDATION_ERROR", "Host"],
  [
    "two Hosts",
    () => lines("GET /v1/packages HTTP/1.1", "Host: a", "Host: b"),
    400,
    "VALIDATION_ERROR",
    "Host",
  ],
  [
    "two tokens",
    () => get("/v1/payments", `Authorization: Bearer ${token}`, "Authorization: Bearer x"),
    400,
    "VALIDATION_ERROR",
    "Authorization",
  ],
  [
    "two types of its body",
    () =>
      `${post("/v1/payment/create", "Content-Type: text/plain", `Content-Length: ${body.length}`)}${body}`,
    400,
    "VALIDATION_ERROR",
    "Content-Type",
  ],
  [
    "two signatures",
    () =>
      `${lines("POST /v1/payment/notify HTTP/1.1", "Host: a", "X-Signature: a", "X-Signature: b", "Content-Length: 2")}{}`,
    400,
    "VALIDATION_ERROR",
    "X-Signature",
  ],
  ["a target that is no address", () => get("http://[::1/"), 400, "VALIDATION_ERROR", "target"],
  [
    "CONNECT",
    () => lines("CONNECT example.com:443 HTTP/1.1", "Host: example.com:443"),
    405,
    "METHOD_NOT_ALLOWED",
  ],
  ["an unknown path", () => get("/v2/packages"), 404, "NOT_FOUND"],
  ["a path that climbs", () => get("/v1/../../etc/passwd"), 404, "NOT_FOUND"],
  ["a path that climbs by escapes", () => get("/v1/%2e%2e/%2e%2e/etc/passwd"), 404, "NOT_FOUND"],
  [
    "an escape that is none",
    () => get("/v1/payment/%zz", `Authorization: Bearer ${token}`),
    400,
    "VALIDATION_ERROR",
    "transaction_id",
  ],
  [
    "a slash by escapes in an id",
    () => get("/v1/payment/a%2Fb", `Authorization: Bearer ${token}`),
    400,
    "VALIDATION_ERROR",
    "transaction_id",
  ],
  [
    "a NUL by escapes in an id",
    () => get("/v1/payment/a%00", `Authorization: Bearer ${token}`),
    400,
    "VALIDATION_ERROR",
    "transaction_id",
  ],
  ["a slash behind the path", () => get("/v1/packages/"), 404, "NOT_FOUND"],
  ["the path in capitals", () => get("/v1/PACKAGES"), 404, "NOT_FOUND"],
  ["TRACE", () => lines("TRACE /v1/packages HTTP/1.1", "Host: a"), 405, "METHOD_NOT_ALLOWED"],
  [
    "PUT",
    () => lines("PUT /v1/packages HTTP/1.1", "Host: a", "Content-Length: 0"),
    405,
    "METHOD_NOT_ALLOWED",
  ],
];

describe("The documented error answers a request with", () => {
  test.each(cases.map((each) => [each[0], each] as const))("%s", async (_, each) => {
    const [, bytes, status, code, field] = each;
    const { json, ...answer } = readRaw(await server.raw(bytes(), { silence: 400 }));
    expect({
      status: answer.status,
      code: json.error?.code,
      field: json.error?.details?.field,
    }).toMatchObject({
      ...{ status, code },
      ...(field === undefined ? {} : { field }),
    });
    expect(answer.head).toMatch(/^content-type: application\/json; charset=utf-8\r?$/im);
    expect(answer.head).toMatch(/^x-request-id: req_[A-Z0-9]+\r?$/im);
    if (status === 405) expect(answer.head).toMatch(/^allow: GET/im);
  });
});

describe("A header", () => {
  const headersOf = async (...headers: string[]) =>
    readRaw(await server.raw(get("/v1/packages", ...headers), { silence: 300 })).head;

  test("that would name the request badly does not get into the answer", async () => {
    expect(await headersOf("X-Request-Id: my-own.id_1")).toMatch(/^X-Request-Id: my-own\.id_1\r?$/m);
    for (const name of ["a b", "<script>", "a;b", "x".repeat(65), "%0d%0aSet-Cookie:x"]) {
      expect(await headersOf(`X-Request-Id: ${name}`)).toMatch(/^X-Request-Id: req_/m);
    }
  });

  test("that expects what nobody documented is passed over", async () => {
    expect(await headersOf("Expect: 200-maybe")).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("that asks for another protocol is passed over", async () => {
    expect(await headersOf("Connection: Upgrade", "Upgrade: h2c")).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe("A body", () => {
  const expecting = (length: number, ...headers: string[]) =>
    post("/v1/payment/create", `Content-Length: ${length}`, "Expect: 100-continue", ...headers);

  test("that waits to be asked for is asked for", async () => {
    const waited: string[] = [];
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () =>
        socket.write(expecting(body.length)),
      );
      socket.on("data", (chunk) => {
        waited.push(chunk.toString("latin1"));
        if (waited.length === 1) socket.write(body);
        else socket.destroy();
      });
      socket.on("close", () => resolve());
    });
    expect(waited[0]).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    expect(waited[1]).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("that is too large is refused before it is sent", async () => {
    const answer = await server.raw(expecting(10_000_000), { silence: 400 });
    expect(readRaw(answer)).toMatchObject({ status: 413, json: { error: { code: "PAYLOAD_TOO_LARGE" } } });
    expect(answer).toMatch(/^Connection: close\r?$/m);
  });

  test("without a good token is refused before it is sent", async () => {
    const asking = expecting(10_000_000).replace(token, `${token}x`);
    expect(readRaw(await server.raw(asking, { silence: 400 })).status).toBe(401);
  });

  test("that is too large and already on its way is refused in words all the same", async () => {
    const answer = await server.raw(
      `${post("/v1/payment/create", "Content-Length: 3000000")}${"x".repeat(900_000)}`,
      { silence: 2000 },
    );
    expect(readRaw(answer)).toMatchObject({ status: 413, json: { error: { code: "PAYLOAD_TOO_LARGE" } } });
  });

  test("in chunks is refused as soon as they are too many", async () => {
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    const answer = await server.raw(
      `${post("/v1/payment/create", "Transfer-Encoding: chunked")}${chunk.repeat(8)}`,
      { silence: 1500 },
    );
    expect(readRaw(answer)).toMatchObject({ status: 413, json: { error: { code: "PAYLOAD_TOO_LARGE" } } });
  });

  test("in chunks is read like any other", async () => {
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const answer = await server.raw(`${post("/v1/payment/create", "Transfer-Encoding: chunked")}${chunks}`, {
      silence: 400,
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each([
    ["that comes byte by byte is read as one", () => Promise.resolve(token)],
    [
      "that is here before a token that is new was checked is read as one",
      () => server.token("somebody_new"),
    ],
  ])("%s, and the next request on its connection too", async (_, tokenOf) => {
    const current = await tokenOf();
    const asking = (id: string) => {
      const ordered = JSON.stringify({ ...order, order_id: id });
      const head = post("/v1/payment/create", `Content-Length: ${ordered.length}`).replace(token, current);
      return [head, ordered] as const;
    };
    const answers = await new Promise<string>((resolve, reject) => {
      let heard = "";
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
      const send = async (id: string) => {
        const [head, ordered] = asking(id);
        if (current !== token) return socket.write(head + ordered);
        socket.write(head);
        for (const byte of ordered) {
          await new Promise((sent) => socket.write(byte, sent));
          await new Promise(setImmediate);
        }
      };
      socket.setNoDelay(true);
      socket.on("connect", () => send(`pieces_1_${current.length}`));
      socket.on("data", (chunk) => {
        const before = heard.match(/HTTP\/1\.1 /g)?.length ?? 0;
        heard += chunk;
        if (before === 0) void send(`pieces_2_${current.length}`);
        else socket.end();
      });
      socket.on("close", () => resolve(heard));
      socket.on("error", reject);
    });
    expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(2);
    expect(new Set(answers.match(/TXN\w+/g)).size).toBe(2);
  });

  test("of each of two requests behind each other is its own", async () => {
    const asking = ["behind_1", "behind_2"].map((id) => {
      const ordered = JSON.stringify({ ...order, order_id: id });
      return post("/v1/payment/create", `Content-Length: ${ordered.length}`) + ordered;
    });
    const answers = await server.raw(asking.join(""), { silence: 600 });
    expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(2);
    expect(new Set(answers.match(/"transaction_id":"TXN\w+/g)).size).toBe(2);
  });

  test("that ends in the middle leaves no order", async () => {
    const before = await server.orderCount();
    await server.raw(`${post("/v1/payment/create", `Content-Length: ${body.length}`)}${body.slice(0, 20)}`, {
      end: true,
      silence: 400,
    });
    await server.raw(`${post("/v1/payment/create", `Content-Length: ${body.length}`)}${body.slice(0, 20)}`, {
      silence: 100,
    });
    expect(await server.orderCount()).toBe(before);
    await expect
      .poll(() =>
        server.exchanges.some(({ status, operation }) => status === 0 && operation === "createPayment"),
      )
      .toBe(true);
    expect((await server.ask("/packages")).status).toBe(200);
  });

  test("that no operation asked for is not taken for the next request", async () => {
    const smuggled = "GET /v1/payments HTTP/1.1\r\nHost: a\r\n\r\n";
    const asking = lines("GET /v1/packages HTTP/1.1", "Host: a", `Content-Length: ${smuggled.length}`);
    const answer = await server.raw(asking + smuggled, { silence: 400 });
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });
});

test("A client that is gone before its answer has its order all the same, and harms nobody", async () => {
  const ordered = JSON.stringify({ ...order, order_id: "sandbox-slow-gone" });
  const before = [await server.orderCount(), server.exchanges.length] as const;
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(post("/v1/payment/create", `Content-Length: ${ordered.length}`) + ordered);
  await expect.poll(() => server.orderCount()).toBe(before[0] + 1);
  socket.destroy();
  await expect
    .poll(() => server.exchanges.slice(before[1]).map(({ operation, status }) => [operation, status]))
    .toEqual([["createPayment", 0]]);
  // Until the gateway has answered, the first request is at work on it.
  const again = async () =>
    (await server.ask("/payment/create", { body: JSON.parse(ordered), token })).status;
  await expect.poll(again, { timeout: 10_000, interval: 300 }).toBe(200);
  expect(server.logText()).not.toContain("request failed");
});

test("Two requests behind each other on one connection are answered in turn", async () => {
  const answer = await server.raw(
    get("/v1/packages", "X-Request-Id: first") + get("/v1/packages", "X-Request-Id: second"),
    { silence: 400 },
  );
  expect([...answer.matchAll(/^X-Request-Id: (\w+)/gm)].map(([, id]) => id)).toEqual(["first", "second"]);
});

test("HTTP/1.0 is served, without Host and without keeping the connection", async () => {
  const answer = await server.raw(lines("GET /v1/packages HTTP/1.0"), { silence: 1000 });
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/^Connection: close/m);
});

test("HEAD is answered as GET is, without the body", async () => {
  const [head, gotten] = [await server.ask("/packages", { method: "HEAD" }), await server.ask("/packages")];
  expect([head.status, head.text]).toEqual([200, ""]);
  expect(head.headers.get("Content-Length")).toBe(gotten.headers.get("Content-Length"));
});

test("OPTIONS tells the methods of a path, and asks for no token", async () => {
  const allow = async (path: string) => {
    const answer = await server.ask(path, { method: "OPTIONS" });
    return [answer.status, answer.headers.get("Allow")];
  };
  expect(await allow("/packages")).toEqual([204, "GET, HEAD, OPTIONS"]);
  expect(await allow("/payment/create")).toEqual([204, "POST, OPTIONS"]);
  expect(await allow("/payment/TXN789012")).toEqual([204, "GET, HEAD, OPTIONS"]);
});

test("GET /payment/create is no payment called create", async () => {
  const answer = await server.ask("/payment/create", { token });
  expect([answer.status, answer.headers.get("Allow")]).toEqual([405, "POST, OPTIONS"]);
  expect((await server.ask("/payment/notify", { token })).status).toBe(405);
});

test("What never became a request is counted and logged too", async () => {
  await server.raw("hello\r\n\r\n");
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^payment_errors_total\{code="VALIDATION_ERROR",operation="none"\} [1-9]/m);
  expect(
    server.log.some(({ msg, reason }) => msg === "broken request" && String(reason).startsWith("HPE_")),
  ).toBe(true);
});
