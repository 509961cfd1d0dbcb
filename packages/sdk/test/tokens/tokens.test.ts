import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  AbortedError,
  AuthenticationError,
  ConfigurationError,
  Renewal,
  type Token,
} from "../../src/index.ts";
import { type Act, json, refusal, silence } from "../network/scripted-server.ts";
import { accept, failure, order, world } from "../network/world.ts";

const credentials = { clientId: "demo", clientSecret: "very-secret-secret", userId: "user_42" };
const refused = refusal(401, "INVALID_TOKEN");

afterEach(() => void vi.unstubAllEnvs());

function bearer(server: { seen: { headers: { authorization?: string | undefined } }[] }) {
  return server.seen.map(({ headers }) => headers.authorization);
}

describe("with client credentials", () => {
  test("a token is fetched when the first call needs one, and kept", async () => {
    const { server, renewal } = await world([accept], credentials);
    expect(server.tokenRequests).toHaveLength(0);
    await renewal.payments.create(order);
    await renewal.payments.create(order);
    expect(server.tokenRequests.map(({ body }) => JSON.parse(body))).toEqual([
      {
        grant_type: "client_credentials",
        client_id: "demo",
        client_secret: "very-secret-secret",
        user_id: "user_42",
      },
    ]);
    expect(server.tokenRequests[0]?.headers.authorization).toBeUndefined();
    expect(bearer(server)).toEqual(["Bearer token-1", "Bearer token-1"]);
  });

  test("what needs no token fetches none", async () => {
    const { server, renewal } = await world([json(200, { data: [] })], credentials);
    expect((await renewal.packages.list()).data).toEqual([]);
    expect(server.tokenRequests).toHaveLength(0);
    expect(bearer(server)).toEqual([undefined]);
  });

  test("fifty callers at once share one fetch", async () => {
    const { server, renewal } = await world([accept], credentials);
    await Promise.all(Array.from({ length: 50 }, () => renewal.payments.create(order)));
    expect(server.seen).toHaveLength(50);
    expect(server.tokenRequests).toHaveLength(1);
  });

  test("one caller who leaves does not take the token from the others", async () => {
    let answer = () => {};
    const slow: Act = (response, seen, socket) => {
      answer = () =>
        json(200, { access_token: "late", token_type: "Bearer", expires_in: 900 })(response, seen, socket);
    };
    const { server, renewal } = await world([accept], credentials, slow);
    const controller = new AbortController();
    const leaves = failure(renewal.payments.create(order, { signal: controller.signal }));
    const stays = renewal.payments.create(order);
    await expect.poll(() => server.tokenRequests.length).toBe(1);
    controller.abort();
    expect(await leaves).toBeInstanceOf(AbortedError);
    answer();
    expect((await stays).success).toBe(true);
    expect(server.tokenRequests).toHaveLength(1);
  });

  test("the token is renewed a minute before it ends", async () => {
    const { server, renewal, pass } = await world([accept], credentials);
    await renewal.payments.create(order);
    pass(900_000 - 61_000);
    await renewal.payments.create(order);
    expect(server.tokenRequests).toHaveLength(1);
    pass(1000);
    await renewal.payments.create(order);
    expect(bearer(server)).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  test("a refused token is replaced once and the request sent again, without a wait", async () => {
    const { server, renewal, slept } = await world([refused, accept], { ...credentials, maxRetries: 0 });
    const { attempts } = await renewal.payments.create(order, { idempotent: false }).withResponse();
    expect(attempts).toBe(2);
    expect(bearer(server)).toEqual(["Bearer token-1", "Bearer token-2"]);
    expect(slept).toEqual([]);
  });

  test("an API that refuses every token is believed the second time", async () => {
    const { server, renewal } = await world([refused], credentials);
    const error = await failure(renewal.payments.create(order));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: "INVALID_TOKEN", status: 401, attempts: 2 });
    expect(server.seen).toHaveLength(2);
  });

  test("a 401 that says nothing about the token is the answer, and fetches no other", async () => {
    const { server, renewal } = await world([refusal(401, "SOMETHING_NEW")], credentials);
    expect(await failure(renewal.payments.create(order))).toMatchObject({
      code: "SOMETHING_NEW",
      attempts: 1,
    });
    expect(server.tokenRequests).toHaveLength(1);
  });

  test("wrong credentials are the error of the call, and the next call asks again", async () => {
    const { server, renewal } = await world([accept], credentials, refusal(401, "INVALID_CLIENT"));
    expect(await failure(renewal.payments.create(order))).toMatchObject({ code: "INVALID_CLIENT" });
    expect(await failure(renewal.payments.create(order))).toMatchObject({ code: "INVALID_CLIENT" });
    expect(server.tokenRequests).toHaveLength(2);
    expect(server.seen).toHaveLength(0);
  });

  test("a token for a member's app is made with the client's own credentials", async () => {
    const { server, renewal } = await world([accept], { clientId: "demo", clientSecret: "s" });
    expect((await renewal.tokens.create({ user_id: "user_7" })).access_token).toBe("token-1");
    expect(JSON.parse(server.tokenRequests[0]?.body ?? "")).toEqual({
      grant_type: "client_credentials",
      client_id: "demo",
      client_secret: "s",
      user_id: "user_7",
    });
  });

  test("they are found in the environment, and so is the address", async () => {
    const { server } = await world([accept]);
    vi.stubEnv("RENEWAL_BASE_URL", server.url);
    vi.stubEnv("RENEWAL_CLIENT_ID", "from-env");
    vi.stubEnv("RENEWAL_CLIENT_SECRET", "secret-from-env");
    await new Renewal({ userId: "user_42" }).payments.create(order);
    expect(JSON.parse(server.tokenRequests[0]?.body ?? "")).toMatchObject({
      client_id: "from-env",
      client_secret: "secret-from-env",
      user_id: "user_42",
    });
    vi.stubEnv("RENEWAL_CLIENT_SECRET", undefined);
    expect(() => new Renewal()).toThrow(ConfigurationError);
  });

  test("those of the environment are never used by who named another way to tokens, though it led nowhere", async () => {
    vi.stubEnv("RENEWAL_CLIENT_ID", "from-env");
    vi.stubEnv("RENEWAL_CLIENT_SECRET", "secret-from-env");
    const { server, renewal } = await world([accept], { token: undefined });
    expect(await failure(renewal.payments.create(order))).toBeInstanceOf(ConfigurationError);
    expect(server.tokenRequests).toHaveLength(0);
  });

  test("an empty secret is noticed before anything is sent", () => {
    expect(() => new Renewal({ clientId: "demo", clientSecret: "" })).toThrow(ConfigurationError);
  });
});

describe("with a token and a refresh token", () => {
  const rotating = (): Act => {
    let count = 0;
    return (response, seen, socket) => {
      count++;
      const answer = {
        access_token: `fresh-${count}`,
        token_type: "Bearer",
        expires_in: 900,
        refresh_token: `r-${count}`,
      };
      json(200, answer)(response, seen, socket);
    };
  };

  test("each refresh token is used once, and the app is told the next", async () => {
    const kept: Token[] = [];
    const given = { token: "old", refreshToken: "r-0", onToken: (token: Token) => kept.push(token) };
    const { server, renewal, pass } = await world([refused, accept], given, rotating());
    await renewal.payments.create(order);
    pass(900_000);
    await renewal.payments.create(order);
    expect(bearer(server)).toEqual(["Bearer old", "Bearer fresh-1", "Bearer fresh-2"]);
    expect(server.tokenRequests.map(({ body }) => JSON.parse(body))).toEqual([
      { grant_type: "refresh_token", refresh_token: "r-0" },
      { grant_type: "refresh_token", refresh_token: "r-1" },
    ]);
    expect(kept.map(({ refresh_token }) => refresh_token)).toEqual(["r-1", "r-2"]);
  });

  test("no try of a refresh begins after the grace in which the old token is still answered", async () => {
    const away = refusal(503, "SERVICE_UNAVAILABLE", { "Retry-After": "10" });
    const { server, renewal } = await world([accept], { refreshToken: "r-0" }, away);
    expect(await failure(renewal.payments.create(order))).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect(server.tokenRequests).toHaveLength(1);
  });

  test("a session that has ended is an authentication error", async () => {
    const { renewal } = await world([accept], { refreshToken: "r-0" }, refusal(400, "INVALID_GRANT"));
    const error = await failure(renewal.payments.create(order));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: "INVALID_GRANT", status: 400 });
  });
});

describe("with tokens from elsewhere", () => {
  test("a given token is sent, and a refusal is final", async () => {
    const { server, renewal } = await world([refused], { token: "given" });
    expect(await failure(renewal.payments.create(order))).toMatchObject({
      code: "INVALID_TOKEN",
      attempts: 1,
    });
    expect(bearer(server)).toEqual(["Bearer given"]);
  });

  test("getToken is asked before every request, once for many at the same moment, and told what was refused", async () => {
    const asked: (string | undefined)[] = [];
    const getToken = async ({ refused }: { refused: string | undefined }) => `mine-${asked.push(refused)}`;
    const { server, renewal } = await world([refused, accept], { getToken });
    await renewal.payments.create(order);
    await Promise.all([renewal.payments.create(order), renewal.payments.create(order)]);
    expect(asked).toEqual([undefined, "mine-1", "mine-1"]);
    expect(bearer(server)).toEqual(["Bearer mine-1", "Bearer mine-2", "Bearer mine-3", "Bearer mine-3"]);
  });

  test("what getToken throws comes out as it is", async () => {
    const mine = new TypeError("no session");
    const { renewal } = await world([accept], { getToken: () => Promise.reject(mine) });
    expect(await failure(renewal.payments.create(order))).toBe(mine);
  });

  test("a call that needs a token says so when there is none", async () => {
    const { server, renewal } = await world([accept], {});
    const error = await failure(renewal.payments.create(order));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: "CONFIGURATION", attempts: 0 });
    expect(server.seen).toHaveLength(0);
  });
});

describe("secrets stay inside", () => {
  const all = (value: unknown) =>
    inspect(value, { depth: 12, showHidden: true, getters: true }) + JSON.stringify(value) + String(value);

  test("neither the client nor its parts print the secret or a token", async () => {
    const { renewal } = await world([accept], credentials);
    await renewal.payments.create(order);
    expect(all(renewal) + all(renewal.payments) + all(renewal.tokens)).not.toMatch(/very-secret|token-1/);
    expect(inspect(await renewal.payments.create(order).withResponse(), { depth: 9 })).not.toMatch(/token-1/);
  });

  test("errors print neither, causes included", async () => {
    const broken: Act[] = [
      refusal(400, "VALIDATION_ERROR"),
      silence,
      (_response, _seen, socket) => void socket.destroy(),
    ];
    for (const act of broken) {
      const options = { ...credentials, timeout: 40, maxRetries: 0 };
      for (const [api, token] of [[act], [accept, act]] as [Act, Act?][]) {
        const { renewal } = await world([api], options, token);
        const error = await failure(renewal.payments.create(order));
        expect(all(error) + all((error as Error).cause)).not.toMatch(/very-secret|token-1/);
      }
    }
  });

  test("an answer with a token that breaks off is not quoted", async () => {
    const half: Act = (response) => void response.end('{"access_token": "half-a-token');
    const { renewal } = await world([accept], credentials, half);
    const error = await failure(renewal.payments.create(order));
    expect(error).toMatchObject({ name: "InvalidResponseError", status: 200 });
    expect(all(error)).not.toMatch(/half-a-token/);
  });

  test("a token or a header with a line break in it is refused without being quoted", async () => {
    expect(() => new Renewal({ token: "abc\ndef" })).toThrow(ConfigurationError);
    expect(() => new Renewal({ token: "abc\ndef" })).not.toThrow(/abc/);
    const { renewal } = await world([accept]);
    const error = await failure(renewal.payments.create(order, { headers: { "X-Mine": "abc\u0000def" } }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(all(error)).not.toMatch(/abc/);
  });

  test("secrets do not travel unencrypted unless that was asked for", () => {
    const options = { token: "t", baseUrl: "http://api.example.com/v1" };
    expect(() => new Renewal(options)).toThrow(/allowHttp/);
    expect(() => new Renewal({ ...options, allowHttp: true })).not.toThrow();
    for (const host of ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "api.localhost"]) {
      expect(() => new Renewal({ token: "t", baseUrl: `http://${host}/v1` })).not.toThrow();
    }
    expect(() => new Renewal({ token: "t", baseUrl: "http://127.0.0.1.example.com/v1" })).toThrow(
      /allowHttp/,
    );
    expect(() => new Renewal({ token: "t", baseUrl: "api.example.com" })).toThrow(/baseUrl/);
  });

  test("a redirect is not followed, for it would take the secret along", async () => {
    const away: Act = (response) => void response.writeHead(307, { Location: "/v1/elsewhere" }).end();
    const { server, renewal } = await world([accept], credentials, away);
    expect(await failure(renewal.payments.create(order))).toMatchObject({
      code: "INVALID_RESPONSE",
      status: 307,
    });
    expect(server.tokenRequests).toHaveLength(1);
    expect(server.seen).toHaveLength(0);
  });
});
