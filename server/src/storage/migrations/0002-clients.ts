import { sql } from "kysely";
import { createIndex, createTable, createUniqueIndex, type Step } from "./tables.ts";

export const clients: Step = async (db, dialect) => {
  await createTable(db, dialect, "clients")
    .text("client_id")
    .text("name")
    .whole("created_at")
    .with((table) => table.addPrimaryKeyConstraint("clients_key", ["client_id"]))
    .make();
  await createTable(db, dialect, "client_secrets")
    .reference("client_id", "clients.client_id")
    .text("kind", sql`kind in ('api', 'webhook')`)
    .text("value")
    .whole("created_at")
    .optionalWhole("retires_at")
    .with((table) => table.addPrimaryKeyConstraint("client_secrets_once", ["client_id", "kind", "value"]))
    .make();
  await packages(db, dialect);
  await tokens(db, dialect);
};

const packages: Step = async (db, dialect) => {
  await createTable(db, dialect, "packages")
    .text("id")
    .text("name")
    .whole("months", sql`months > 0`)
    .whole("minor_units", sql`minor_units > 0`)
    .text("currency", sql`length(currency) = 3`)
    .whole("active", sql`active in (0, 1)`)
    .with((table) => table.addPrimaryKeyConstraint("packages_key", ["id"]))
    .make();
};

const tokens: Step = async (db, dialect) => {
  await createTable(db, dialect, "refresh_tokens")
    .text("hash")
    .text("family")
    .text("client_id")
    .text("user_id")
    .whole("issued_at")
    .whole("expires_at")
    .optionalWhole("used_at")
    .optionalWhole("revoked_at")
    .with((table) => table.addPrimaryKeyConstraint("refresh_tokens_key", ["hash"]))
    .make();
  await createIndex(db, "refresh_tokens_by_family on refresh_tokens (family)");
  await createIndex(db, "refresh_tokens_by_expiry on refresh_tokens (expires_at)");
  await createTable(db, dialect, "signing_keys")
    .text("kid")
    .text("private_key")
    .whole("created_at")
    .optionalWhole("retires_at")
    .with((table) => table.addPrimaryKeyConstraint("signing_keys_key", ["kid"]))
    .make();
  // Of several processes that make a key at the same time, one wins.
  await createUniqueIndex(db, "signing_keys_one_signs on signing_keys ((1)) where retires_at is null");
  await createTable(db, dialect, "settings")
    .text("name")
    .text("value")
    .with((table) => table.addPrimaryKeyConstraint("settings_key", ["name"]))
    .make();
};
