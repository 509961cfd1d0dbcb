import type { Input, Output } from "@renewal/contract";
import type { Client, RefreshToken } from "../model.ts";
import { invalid, Refusal } from "../refusal.ts";
import type { World } from "../world.ts";
import { fateOf, rotate } from "./refresh.ts";

type Body = Input<"createToken">["body"];
type Issued = Output<"createToken">;

export async function createToken(world: World, { body }: Input<"createToken">): Promise<Issued> {
  return body.grant_type === "client_credentials"
    ? fromCredentials(world, body)
    : fromRefreshToken(world, body);
}

async function fromCredentials(world: World, body: Body): Promise<Issued> {
  refuseField(body, "refresh_token", "refresh_token");
  const clientId = requireField(body, "client_id");
  await authenticate(world, clientId, requireField(body, "client_secret"));
  const userId = body.user_id;
  if (userId === undefined) return issue(world, { role: "merchant", clientId });
  const token = world.ids.refreshToken();
  await world.store.insertRefreshToken(
    await newToken(world, token, world.ids.tokenFamily(), clientId, userId),
  );
  return issue(world, { role: "member", clientId, userId }, token);
}

/** @throws Refusal INVALID_CLIENT; an unknown client and a wrong secret are answered alike and take as long */
async function authenticate(world: World, clientId: string, secret: string): Promise<Client> {
  const [client, hash] = await Promise.all([world.store.findClient(clientId), world.signer.hash(secret)]);
  // Comparing digests leaks nothing of use: their first bytes cannot be chosen.
  if (client === undefined || !client.secretHashes.includes(hash)) {
    throw new Refusal(
      "INVALID_CLIENT",
      "The client id or the client secret is wrong. Check both against what you were given.",
    );
  }
  return client;
}

async function fromRefreshToken(world: World, body: Body): Promise<Issued> {
  refuseField(body, "user_id", "client_credentials");
  const { signer, store, settings, ids, clock } = world;
  const [hash, token] = [await signer.hash(requireField(body, "refresh_token")), ids.refreshToken()];
  if (body.client_id !== undefined || body.client_secret !== undefined) {
    await authenticate(world, requireField(body, "client_id"), requireField(body, "client_secret"));
  }
  const now = clock.now();
  const successorHash = await signer.hash(token);
  const before = await store.changeRefreshToken(hash, (current) =>
    rotate(current, { hash: successorHash, now, settings, clientId: body.client_id }),
  );
  if (before === undefined || fateOf(before, now, settings, body.client_id) !== "good") {
    throw new Refusal(
      "INVALID_GRANT",
      "The refresh token is unknown, expired, revoked or was used before. Ask the merchant's server for a new token.",
    );
  }
  return issue(world, { role: "member", clientId: before.clientId, userId: before.userId }, token);
}

async function newToken(
  world: World,
  token: string,
  family: string,
  clientId: string,
  userId: string,
): Promise<RefreshToken> {
  const issuedAt = world.clock.now();
  const expiresAt = issuedAt + world.settings.refreshTokenLifetime;
  return { hash: await world.signer.hash(token), family, clientId, userId, issuedAt, expiresAt };
}

async function issue(
  world: World,
  holder: { role: "member"; clientId: string; userId: string } | { role: "merchant"; clientId: string },
  refreshToken?: string,
): Promise<Issued> {
  const lifetime = world.settings.accessTokenLifetime;
  const accessToken = await world.signer.accessToken({ ...holder, issuedAt: world.clock.now(), lifetime });
  return {
    status: 200,
    body: {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: lifetime,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    },
  };
}

function requireField(body: Body, field: "client_id" | "client_secret" | "refresh_token"): string {
  const value = body[field];
  if (value === undefined) {
    throw invalid(field, "required", `${field} is required. Add it to the body and send the request again.`);
  }
  return value;
}

function refuseField(body: Body, field: "user_id" | "refresh_token", grant: string): void {
  if (body[field] !== undefined) {
    throw invalid(
      field,
      "grant_type",
      `${field} goes with grant_type ${grant} only. Remove it, or change the grant.`,
    );
  }
}
