import type { RefreshToken } from "../model.ts";
import type { RefreshTokenChange } from "../ports.ts";
import type { Settings } from "../settings.ts";

/**
 * What a refresh token is worth now. `reused`: it was exchanged too long ago for a lost answer to explain it, so two
 * parties hold it.
 */
export function fateOf(
  token: RefreshToken,
  now: number,
  settings: Pick<Settings, "refreshTokenGrace">,
  clientId?: string,
): "good" | "bad" | "reused" {
  if (token.revokedAt !== undefined || token.expiresAt <= now) return "bad";
  if (clientId !== undefined && clientId !== token.clientId) return "bad";
  if (token.usedAt !== undefined && now - token.usedAt > settings.refreshTokenGrace) return "reused";
  return "good";
}

/** Exchanges a good token for its successor, and revokes the family of one that comes a second time. */
export function rotate(
  token: RefreshToken,
  next: {
    hash: string;
    now: number;
    settings: Pick<Settings, "refreshTokenGrace" | "refreshTokenLifetime">;
    clientId?: string | undefined;
  },
): RefreshTokenChange | undefined {
  const { hash, now, settings } = next;
  switch (fateOf(token, now, settings, next.clientId)) {
    case "bad":
      return undefined;
    case "reused":
      return { revokeFamilyAt: now };
    case "good": {
      const { family, clientId, userId } = token;
      const expiresAt = now + settings.refreshTokenLifetime;
      return { usedAt: now, successor: { hash, family, clientId, userId, issuedAt: now, expiresAt } };
    }
  }
}
