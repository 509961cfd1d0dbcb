import type { RefreshToken } from "@renewal/engine";
import { expect, it } from "vitest";
import { atOnce, newToken, type Subject } from "./store-under-test.ts";

export function exchangingTokens(subject: Subject): void {
  const look = async (hash: string) => subject().store.changeRefreshToken(hash, () => undefined);

  it("a refresh token is found by its hash alone, as it was kept", async () => {
    const { store } = subject();
    const [plain, spent] = [newToken(), newToken({ usedAt: 2_000, revokedAt: 3_000 })];
    for (const token of [plain, spent]) await store.insertRefreshToken(token);
    expect(await look(plain.hash)).toStrictEqual(plain);
    expect(await look(spent.hash)).toStrictEqual(spent);
    const decide = () => expect.unreachable("asked to decide about nothing");
    expect(await store.changeRefreshToken("0".repeat(64), decide)).toBeUndefined();
  });

  it("an exchange marks the token used, keeps its successor, and tells the token as it stood before", async () => {
    const { store } = subject();
    const token = newToken();
    const successor = newToken({ family: token.family });
    await store.insertRefreshToken(token);
    expect(await store.changeRefreshToken(token.hash, () => ({ usedAt: 2_000, successor }))).toEqual(token);
    expect(await look(token.hash)).toEqual({ ...token, usedAt: 2_000 });
    expect(await look(successor.hash)).toEqual(successor);
  });

  it("the moment of the first use stays, and so does that of the first revocation", async () => {
    const { store } = subject();
    const token = newToken();
    await store.insertRefreshToken(token);
    for (const at of [2_000, 1_500, 9_000]) {
      await store.changeRefreshToken(token.hash, () => ({ usedAt: at, revokeFamilyAt: at }));
    }
    expect(await look(token.hash)).toEqual({ ...token, usedAt: 2_000, revokedAt: 2_000 });
  });

  it("revoking a family revokes every token of it, and of no other", async () => {
    const { store } = subject();
    const family = [newToken(), newToken(), newToken()].map((token) => ({ ...token, family: "fam_ours" }));
    const stranger = newToken();
    for (const token of [...family, stranger]) await store.insertRefreshToken(token);
    await store.changeRefreshToken(family[1]?.hash ?? "", () => ({ revokeFamilyAt: 5_000 }));
    for (const token of family) expect(await look(token.hash)).toEqual({ ...token, revokedAt: 5_000 });
    expect(await look(stranger.hash)).toEqual(stranger);
  });

  it("a decision that throws changes no token, and the caller gets its very error", async () => {
    const { store } = subject();
    const token = newToken();
    await store.insertRefreshToken(token);
    const error = new Error("refused");
    const change = store.changeRefreshToken(token.hash, () => {
      throw error;
    });
    await expect(change).rejects.toBe(error);
    expect(await look(token.hash)).toEqual(token);
  });

  it("of 20 exchanges of one token at once, one finds it unused", async () => {
    const { store, instances, refreshTokensOf } = subject();
    const stores = await instances(4);
    const token = newToken();
    await store.insertRefreshToken(token);
    await atOnce(20, (caller) =>
      (stores[caller % 4] as typeof store).changeRefreshToken(token.hash, ({ usedAt, family }) =>
        usedAt === undefined ? { usedAt: 2_000, successor: newToken({ family }) } : undefined,
      ),
    );
    expect(await refreshTokensOf(token.family)).toHaveLength(2);
  });

  it("a family that is revoked while one of its tokens is exchanged has no good token left", async () => {
    const { store, instances, refreshTokensOf } = subject();
    const [thief, owner] = (await instances(2)) as [typeof store, typeof store];
    const exchange = ({ revokedAt, family }: RefreshToken) =>
      revokedAt === undefined ? { usedAt: 2_000, successor: newToken({ family }) } : undefined;
    for (let round = 0; round < 40; round += 1) {
      const [old, current] = [newToken(), newToken()].map((token) => ({ ...token, family: `fam_${round}` }));
      if (old === undefined || current === undefined) return;
      for (const token of [old, current]) await store.insertRefreshToken(token);
      await Promise.all([
        thief.changeRefreshToken(current.hash, exchange),
        owner.changeRefreshToken(old.hash, () => ({ revokeFamilyAt: 5_000 })),
        thief.changeRefreshToken(current.hash, exchange),
      ]);
      const alive = (await refreshTokensOf(current.family)).filter(
        ({ revokedAt }) => revokedAt === undefined,
      );
      expect(alive).toEqual([]);
    }
  });
}
