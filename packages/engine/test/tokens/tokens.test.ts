import { StoreUnavailable } from "@renewal/engine";
import { describe, expect, test } from "vitest";
import {
  type Answered,
  clientSecret,
  day,
  openTown,
  outcome,
  second,
  sha256,
  type Town,
  type TownPlan,
} from "../town.ts";

const credentials = { grant_type: "client_credentials", client_id: "shop", client_secret: clientSecret };

const ask = (town: Town, body: object) => town.ask("createToken", { body });
const refresh = (town: Town, refresh_token: string, more: object = {}) =>
  ask(town, { grant_type: "refresh_token", refresh_token, ...more });

/** What a token says; the test's signer writes it as JSON. */
const claimsOf = ({ body }: Answered) => JSON.parse(body.access_token);

async function townWithToken(plan?: TownPlan) {
  const town = openTown(plan);
  const { body } = await ask(town, { ...credentials, user_id: "ann" });
  return { town, first: body.refresh_token as string };
}

describe("client credentials", () => {
  test("with user_id are exchanged for that member's token and a refresh token", async () => {
    const town = openTown();
    const answer = await ask(town, { ...credentials, user_id: "ann" });
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 900,
      refresh_token: expect.stringMatching(/^rt_/),
    });
    const issuedAt = town.clock.time;
    expect(claimsOf(answer)).toEqual({
      role: "member",
      clientId: "shop",
      userId: "ann",
      issuedAt,
      lifetime: 900,
    });
  });

  test("without user_id are exchanged for the merchant's own token, which is not refreshed", async () => {
    const answer = await ask(openTown(), credentials);
    expect(claimsOf(answer)).toMatchObject({ role: "merchant", clientId: "shop" });
    expect(answer.body).not.toHaveProperty("refresh_token");
    expect(claimsOf(answer)).not.toHaveProperty("userId");
  });

  test("may come as a form", async () => {
    const form = new URLSearchParams({ ...credentials, user_id: "ann@example.com" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await openTown().ask("createToken", { body: form, headers });
    expect(claimsOf(answer)).toMatchObject({ role: "member", userId: "ann@example.com" });
  });

  test("of an unknown client and with a wrong secret are refused with the same bytes", async () => {
    const town = openTown();
    const wrong = await ask(town, { ...credentials, client_secret: "guess" });
    const unknown = await ask(town, { ...credentials, client_id: "nobody" });
    expect(outcome(wrong)).toBe("401 INVALID_CLIENT");
    expect(unknown.text).toBe(wrong.text);
    expect(town.store.tables.refreshTokens.size).toBe(0);
  });

  test("work with both secrets while they are rotated, and with the old one no longer after", async () => {
    const town = openTown();
    const client = town.store.tables.clients.get("shop") as { secretHashes: string[] };
    client.secretHashes = [sha256("new"), sha256(clientSecret)];
    expect(outcome(await ask(town, { ...credentials, client_secret: "new" }))).toBe("200");
    expect(outcome(await ask(town, credentials))).toBe("200");
    client.secretHashes = [sha256("new")];
    expect(outcome(await ask(town, credentials))).toBe("401 INVALID_CLIENT");
  });

  test("of a client without any secret are refused", async () => {
    const town = openTown();
    (town.store.tables.clients.get("shop") as { secretHashes: string[] }).secretHashes = [];
    expect(outcome(await ask(town, credentials))).toBe("401 INVALID_CLIENT");
  });

  test.each([
    ["client_id", { client_id: undefined }, "required"],
    ["client_secret", { client_secret: undefined }, "required"],
    ["refresh_token", { refresh_token: "rt_1" }, "grant_type"],
    ["grant_type", { grant_type: "password" }, "enum"],
    ["grant_type", { grant_type: undefined }, "required"],
    ["user_id", { user_id: "" }, "pattern"],
    ["scope", { scope: "all" }, "additionalProperties"],
  ])("are refused for their field %s with %j", async (field, change, rule) => {
    const answer = await ask(openTown(), { ...credentials, ...change });
    expect(outcome(answer)).toBe("400 VALIDATION_ERROR");
    expect(answer.body.error.details).toMatchObject({ field, rule });
  });
});

describe("a refresh token", () => {
  test("is exchanged for the same member's next token and its successor", async () => {
    const { town, first } = await townWithToken();
    const answer = await refresh(town, first);
    expect(claimsOf(answer)).toMatchObject({ role: "member", clientId: "shop", userId: "ann" });
    expect(answer.body.refresh_token).not.toBe(first);
    expect(outcome(await refresh(town, answer.body.refresh_token))).toBe("200");
  });

  test("is kept as its digest only", async () => {
    const { town, first } = await townWithToken();
    const { body } = await refresh(town, first);
    const kept = JSON.stringify([...town.store.tables.refreshTokens]);
    expect(kept).toContain(sha256(first));
    for (const token of [first, body.refresh_token]) expect(kept).not.toContain(token);
  });

  test("works again for 10 seconds, for clients that lost the answer, and not a millisecond longer", async () => {
    const { town, first } = await townWithToken();
    await refresh(town, first);
    town.clock.time += 10 * second;
    expect(outcome(await refresh(town, first))).toBe("200");
    town.clock.time += 1;
    expect(outcome(await refresh(town, first))).toBe("400 INVALID_GRANT");
  });

  test("that comes again later revokes every token of its family, and of no other", async () => {
    const { town, first } = await townWithToken();
    const { body: other } = await ask(town, { ...credentials, user_id: "ann" });
    const { body: next } = await refresh(town, first);
    const { body: afterNext } = await refresh(town, next.refresh_token);
    town.clock.time += 10 * second + 1;
    for (const token of [first, next.refresh_token, afterNext.refresh_token]) {
      expect(outcome(await refresh(town, token))).toBe("400 INVALID_GRANT");
    }
    expect(outcome(await refresh(town, other.refresh_token))).toBe("200");
  });

  test("sent five times at once is answered five times, and the family goes on", async () => {
    const { town, first } = await townWithToken();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(town, first)));
    expect(answers.map(outcome)).toEqual(["200", "200", "200", "200", "200"]);
    town.clock.time += day;
    for (const { body } of answers) expect(outcome(await refresh(town, body.refresh_token))).toBe("200");
  });

  test("is good for 30 days, and each successor for 30 of its own", async () => {
    const { town, first } = await townWithToken();
    town.clock.time += 30 * day - 1;
    const { body } = await refresh(town, first);
    town.clock.time += 30 * day - 1;
    expect(outcome(await refresh(town, body.refresh_token))).toBe("200");

    const { town: other, first: unused } = await townWithToken();
    other.clock.time += 30 * day;
    expect(outcome(await refresh(other, unused))).toBe("400 INVALID_GRANT");
  });

  test("that is unknown, or empty, is refused", async () => {
    const { town } = await townWithToken();
    expect(outcome(await refresh(town, "rt_made_up"))).toBe("400 INVALID_GRANT");
    expect(outcome(await refresh(town, ""))).toBe("400 VALIDATION_ERROR");
  });

  test("may come with the credentials of its client", async () => {
    const { town, first } = await townWithToken();
    const answer = await refresh(town, first, { client_id: "shop", client_secret: clientSecret });
    expect(outcome(answer)).toBe("200");
  });

  test("with the credentials of another client is refused, and stays good for its own", async () => {
    const { town, first } = await townWithToken();
    const stolen = await refresh(town, first, { client_id: "rival", client_secret: clientSecret });
    expect(outcome(stolen)).toBe("400 INVALID_GRANT");
    expect(outcome(await refresh(town, first))).toBe("200");
  });

  test.each([
    ["a wrong secret", { client_id: "shop", client_secret: "guess" }, "401 INVALID_CLIENT"],
    ["a client id alone", { client_id: "shop" }, "400 VALIDATION_ERROR"],
    ["a secret alone", { client_secret: clientSecret }, "400 VALIDATION_ERROR"],
    ["another user's id", { user_id: "bob" }, "400 VALIDATION_ERROR"],
  ])("with %s is refused and not used up", async (_, more, refused) => {
    const { town, first } = await townWithToken();
    expect(outcome(await refresh(town, first, more))).toBe(refused);
    expect([...town.store.tables.refreshTokens.values()].map(({ usedAt }) => usedAt)).toEqual([undefined]);
  });

  test("whose exchange was written but never answered can be sent again", async () => {
    let breaks = true;
    const { town, first } = await townWithToken({
      wrapStore: (store) => ({
        ...store,
        async changeRefreshToken(...change) {
          const before = await store.changeRefreshToken(...change);
          if (breaks) throw new StoreUnavailable("The connection broke.");
          return before;
        },
      }),
    });
    expect(outcome(await refresh(town, first))).toBe("503 SERVICE_UNAVAILABLE");
    breaks = false;
    town.clock.time += second;
    expect(outcome(await refresh(town, first))).toBe("200");
  });
});
