import type { RefreshToken, RefreshTokenChange, Store } from "@renewal/engine";
import type { Kysely } from "kysely";
import { type Connection, type Database, fromRow, type SigningKeyRow, toRow } from "./database.ts";

export interface KeyAdmin {
  /** The keys whose tokens are believed at that time, the one that signs first. */
  signingKeys(now: number): Promise<SigningKeyRow[]>;
  /** Signs with this key if there is none that signs; of many callers at once one succeeds. */
  addFirstSigningKey(key: Omit<SigningKeyRow, "retiresAt">): Promise<boolean>;
  /** Signs with this key from now on; the others' tokens are believed until the given time, and no longer. */
  addSigningKey(key: Omit<SigningKeyRow, "retiresAt">, othersRetireAt: number): Promise<void>;
  /** A setting, written once: whoever comes second is answered what stands there. */
  settingOnce(name: string, make: () => string): Promise<string>;
}

type KeyStore = Pick<Store, "insertRefreshToken" | "changeRefreshToken"> & KeyAdmin;

export function keyStore(connection: Connection): KeyStore {
  const { db, guard } = connection;
  return {
    insertRefreshToken: (token) => guard(() => insertToken(db, token)),
    changeRefreshToken: (hash, decide) => changeToken(connection, hash, decide),
    signingKeys: (now) => guard(() => signingKeys(db, now)),
    addFirstSigningKey: (key) =>
      guard(async () => {
        const row = { ...key, retiresAt: null };
        const insert = db.insertInto("signingKeys").values(row);
        const { numInsertedOrUpdatedRows } = await insert
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }),
    addSigningKey: (key, othersRetireAt) => addSigningKey(connection, key, othersRetireAt),
    settingOnce: (name, make) => guard(() => settingOnce(db, { name, value: make() })),
  };
}

async function settingOnce(db: Kysely<Database>, row: Database["settings"]): Promise<string> {
  await db
    .insertInto("settings")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const found = db.selectFrom("settings").select("value").where("name", "=", row.name);
  return (await found.executeTakeFirstOrThrow()).value;
}

function signingKeys(db: Kysely<Database>, now: number): Promise<SigningKeyRow[]> {
  return db
    .selectFrom("signingKeys")
    .selectAll()
    .where((key) => key.or([key("retiresAt", "is", null), key("retiresAt", ">", now)]))
    .orderBy("retiresAt", (order) => order.desc().nullsFirst())
    .orderBy("kid")
    .execute();
}

function addSigningKey(
  connection: Connection,
  key: Omit<SigningKeyRow, "retiresAt">,
  othersRetireAt: number,
): Promise<void> {
  return connection.transaction(async (transaction) => {
    await connection.dialect.lockTable(transaction, "signingKeys");
    await transaction
      .updateTable("signingKeys")
      .set({ retiresAt: othersRetireAt })
      .where((other) => other.or([other("retiresAt", "is", null), other("retiresAt", ">", othersRetireAt)]))
      .execute();
    await transaction
      .insertInto("signingKeys")
      .values({ ...key, retiresAt: null })
      .execute();
  });
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
  return connection.transaction(async (transaction) => {
    await connection.dialect.lockFamily(transaction, hash);
    const row = await transaction
      .selectFrom("refreshTokens")
      .selectAll()
      .where("hash", "=", hash)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const token = fromRow<RefreshToken>(row);
    const change = decide({ ...token });
    if (change?.usedAt !== undefined) {
      const first = transaction.updateTable("refreshTokens").set({ usedAt: change.usedAt });
      await first.where("hash", "=", hash).where("usedAt", "is", null).execute();
    }
    if (change?.successor !== undefined) await insertToken(transaction, change.successor);
    if (change?.revokeFamilyAt !== undefined) {
      const family = transaction.updateTable("refreshTokens").set({ revokedAt: change.revokeFamilyAt });
      await family.where("family", "=", token.family).where("revokedAt", "is", null).execute();
    }
    return token;
  });
}
