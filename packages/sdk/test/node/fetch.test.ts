import { execFile } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { Renewal as AnywhereRenewal } from "../../src/index.ts";
import { nodeFetch } from "../../src/node/fetch.ts";
import { Renewal } from "../../src/node/index.ts";
import { type Act, startScripted } from "../network/scripted-server.ts";
import { accept, created, order } from "../network/world.ts";

const json = { "Content-Type": "application/json" };

/** Answers every connection with these bytes. */
async function saying(bytes: Uint8Array): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(bytes));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function whole(status: string, headers: [string, string][], body: Uint8Array): Uint8Array {
  const lines = [`HTTP/1.1 ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const head = `${lines.join("\r\n")}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
}

async function told(answering: Promise<Pick<Response, "status" | "headers" | "text">>) {
  const answer = await answering;
  return { status: answer.status, headers: [...answer.headers], text: await answer.text() };
}

test("what an answer says is what fetch says of it: status, headers that stand several times, any bytes as text", async () => {
  const name = fc.constantFrom("X-Request-Id", "Set-Cookie", "x-ratelimit-limit", "Vary", "Retry-After");
  // Spaces around a value are none of it (RFC 9110); some versions of fetch leave them there.
  const letters = fc.constantFrom("a", "Z", "0", " ", ";", "é", ",", '"');
  const value = fc.string({ unit: letters, maxLength: 12 }).map((text) => text.trim());
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("200 OK", "201 Created", "302 Found", "429 Too Many", "500 No"),
      fc.array(fc.tuple(name, value), { maxLength: 6 }),
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc.string({ unit: "grapheme" }).map((text) => Buffer.from(`\ufeff${text}`)),
      ),
      async (status, headers, body) => {
        const url = await saying(whole(status, headers, body));
        const ask = { method: "GET", headers: new Headers(), redirect: "manual" as const };
        const signal = new AbortController().signal;
        const [ours, theirs] = await Promise.all([
          told(nodeFetch(url, { ...ask, signal })),
          told(fetch(url, { ...ask, signal })),
        ]);
        expect(ours).toEqual(theirs);
      },
    ),
    { numRuns: 60 },
  );
});

test("an answer that breaks off, or never begins, rejects as fetch rejects", async () => {
  const cut = Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "latin1");
  const ask = { method: "GET", headers: new Headers(), signal: new AbortController().signal };
  for (const bytes of [cut, Buffer.from("HTTP/1.1 20"), Buffer.from("SMTP ready\r\n\r\n")]) {
    const url = await saying(bytes);
    for (const send of [nodeFetch, fetch as typeof nodeFetch]) {
      await expect(send(url, ask).then((answer) => answer.text())).rejects.toBeInstanceOf(TypeError);
    }
  }
});

test("a request with and without a body carries its length, and the headers that the client decided", async () => {
  const server = await startScripted([accept]);
  onTestFinished(() => server.close());
  const renewal = new Renewal({ token: "a-token", baseUrl: server.url, headers: { "X-Shop": "7" } });
  await renewal.payments.create({ ...order, subject: "Jahresbeitrag für Zoë 会员" });
  await renewal.payments.close("TXN1");
  const [first, second] = server.seen;
  expect(first?.headers).toMatchObject({
    "x-shop": "7",
    authorization: "Bearer a-token",
    accept: "*/*",
    "content-type": json["Content-Type"],
  });
  expect(first?.headers["content-length"]).toBe(`${Buffer.byteLength(first?.body ?? "")}`);
  expect(first?.headers["transfer-encoding"]).toBeUndefined();
  expect(JSON.parse(first?.body ?? "")).toMatchObject({ subject: "Jahresbeitrag für Zoë 会员" });
  expect(second?.headers["content-length"]).toBe("0");
});

test("calls one after another share a connection, and a process that has made its calls ends", async () => {
  let connections = 0;
  const server = http.createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, json).end(JSON.stringify(created)));
  });
  server.on("connection", () => connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const program = `
    import { Renewal } from ${JSON.stringify(new URL("../../src/node/index.ts", import.meta.url).href)};
    const renewal = new Renewal({ token: "t", baseUrl: process.argv[1] });
    for (let count = 0; count < 5; count++) await renewal.payments.create({ order_id: "ORD1", amount: 99.99 });
    console.log("done");`;
  const began = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...["--input-type=module", "-e", program],
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  ]);
  expect(stdout).toBe("done\n");
  expect(connections).toBe(1);
  // Connections that nobody uses are kept for 5 s, and keep no process.
  expect(performance.now() - began).toBeLessThan(4_500);
});

test("a fetch that an app gives, or puts in the place of the platform's, is the one that is used", async () => {
  const answer = () => Promise.resolve(new Response(JSON.stringify(created), { headers: json }));
  const given = new Renewal({ token: "t", fetch: answer });
  expect(await given.payments.create(order)).toEqual(created);
  const platforms = globalThis.fetch;
  onTestFinished(() => {
    globalThis.fetch = platforms;
  });
  globalThis.fetch = answer;
  expect(await new Renewal({ token: "t" }).payments.create(order)).toEqual(created);
});

test("an app's own agents are heard: what it tells Node's global agent holds for these requests", async () => {
  const server = await startScripted([accept]);
  onTestFinished(() => server.close());
  const usual = http.globalAgent;
  const own = new http.Agent({ keepAlive: true });
  onTestFinished(() => {
    http.globalAgent = usual;
    own.destroy();
  });
  http.globalAgent = own;
  await new Renewal({ token: "t", baseUrl: server.url }).payments.create(order);
  expect(Object.keys(own.freeSockets)).toHaveLength(1);
  expect(https.globalAgent.freeSockets).toEqual({});
});

test("a proxy that the environment names is asked, where Node is told to heed it", async () => {
  const proxy = await startScripted([accept]);
  onTestFinished(() => proxy.close());
  const program = `
    import { Renewal } from ${JSON.stringify(new URL("../../src/node/index.ts", import.meta.url).href)};
    const renewal = new Renewal({ token: "t", baseUrl: "http://api.example.test/v1", allowHttp: true });
    console.log((await renewal.payments.create({ order_id: "ORD1", amount: 99.99 })).transaction_id);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    env: { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: new URL(proxy.url).origin },
  });
  expect(stdout.trim()).toBe(created.transaction_id);
  expect(proxy.seen[0]?.path).toBe("http://api.example.test/v1/payment/create");
});

test("an answer may come, and pause, for longer than idle connections are kept", async () => {
  const late: Act = (response) => {
    setTimeout(() => response.writeHead(200, json).write('{"success":true,'), 5_500);
    setTimeout(() => response.end('"transaction_id":"TXN789012"}'), 11_000);
  };
  const server = await startScripted([late]);
  onTestFinished(() => server.close());
  const renewal = new Renewal({ token: "a-token", baseUrl: server.url });
  const { data, attempts } = await renewal.payments.create(order).withResponse();
  expect([data.transaction_id, attempts]).toEqual(["TXN789012", 1]);
});

test("both clients are one class to instanceof, and look alike", () => {
  const renewal = new Renewal({ token: "t" });
  expect(renewal).toBeInstanceOf(AnywhereRenewal);
  expect(renewal.constructor.name).toBe("Renewal");
});
