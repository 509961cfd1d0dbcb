import type { RefreshToken, RefreshTokenChange, Store } from "@renewal/engine";
import type { Kysely } from "kysely";
import { type Connection, type Database, fromRow, type SigningKeyRow, toRow } from "./database.ts";
import { inTransaction } from "./transaction.ts";

export interface KeyAdmin {
  /** The keys whose tokens are believed at that time, the one that signs first. */
  signingKeys(now: number): Promise<SigningKeyRow[]>;
  /** Signs with this key from now on; the others' tokens are believed until the given time. */
  addSigningKey(key: Omit<SigningKeyRow, "retiresAt">, othersRetireAt: number): Promise<void>;
  /** A setting, written once: whoever comes second is answered what stands there. */
  settingOnce(name: string, make: () => string): Promise<string>;
}

type KeyStore = Pick<Store, "insertRefreshToken" | "changeRefreshToken"> & KeyAdmin;

export function keyStore(connection: Connection): KeyStore {
  const { db, guard } = connection;
  return {
    insertRefreshToken: (token) => guard(() => insertToken(db, token)),
    changeRefreshToken: (hash, decide) => guard(() => changeToken(connection, hash, decide)),
    signingKeys: (now) =>
      guard(() =>
        db
          .selectFrom("signingKeys")
          .selectAll()
          .where((key) => key.or([key("retiresAt", "is", null), key("retiresAt", ">", now)]))
          .orderBy("createdAt", "desc")
          .orderBy("kid")
          .execute(),
      ),
    addSigningKey: (key, othersRetireAt) =>
      guard(() =>
        inTransaction(connection, async (transaction) => {
          const others = transaction.updateTable("signingKeys").set({ retiresAt: othersRetireAt });
          await others.where("retiresAt", "is", null).execute();
          await transaction
            .insertInto("signingKeys")
            .values({ ...key, retiresAt: null })
            .execute();
        }),
      ),
    settingOnce: (name, make) =>
      guard(async () => {
        const row = { name, value: make() };
        await db
          .insertInto("settings")
          .values(row)
          .onConflict((conflict) => conflict.column("name").doNothing())
          .execute();
        const found = db.selectFrom("settings").select("value").where("name", "=", name);
        return (await found.executeTakeFirstOrThrow()).value;
      }),
  };
}

async function insertToken(db: Kysely<Database>, token: RefreshToken): Promise<void> {
  await db
    .insertInto("refreshTokens")
    .values(toRow<Database["refreshTokens"]>({ usedAt: null, revokedAt: null, ...token }))
    .execute();
}

function changeToken(
  connection: Connection,
  hash: string,
  decide: (token: RefreshToken) => RefreshTokenChange | undefined,
): Promise<RefreshToken | undefined> {
  return inTransaction(connection, async (transaction) => {
    const row = await transaction
      .selectFrom("refreshTokens")
      .selectAll()
      .where("hash", "=", hash)
      .$if(connection.dialect === "postgres", (select) => select.forUpdate())
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const token = fromRow<RefreshToken>(row);
    const change = decide({ ...token });
    if (change?.usedAt !== undefined && token.usedAt === undefined) {
      await transaction
        .updateTable("refreshTokens")
        .set({ usedAt: change.usedAt })
        .where("hash", "=", hash)
        .execute();
    }
    if (change?.successor !== undefined) await insertToken(transaction, change.successor);
    if (change?.revokeFamilyAt !== undefined) {
      const family = transaction.updateTable("refreshTokens").set({ revokedAt: change.revokeFamilyAt });
      await family.where("family", "=", token.family).where("revokedAt", "is", null).execute();
    }
    return token;
  });
}
